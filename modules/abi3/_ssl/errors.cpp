#include <errno.h>

#include "modules/abi3/_ssl/ssl_module.h"

namespace pyro::abi3 {

namespace {

// "certificate verify failed" has the mnemonic CERTIFICATE_VERIFY_FAILED.
PyObject* mnemonic(const char* reason) {
  char name[128];
  size_t length = 0;
  for (; reason[length] != 0 && length < sizeof(name) - 1; ++length) {
    char letter = reason[length];
    bool keeps = (letter >= 'A' && letter <= 'Z') || (letter >= '0' && letter <= '9');
    bool small = letter >= 'a' && letter <= 'z';
    name[length] = keeps ? letter : small ? static_cast<char>(letter - 32) : '_';
  }
  return PyUnicode_FromStringAndSize(name, static_cast<Py_ssize_t>(length));
}

struct Reason {
  Ref library, name;
  const char* text = nullptr;
};

bool explain(SslState* state, unsigned long code, Reason* reason) {
  if (code == 0) return true;
  Ref number(PyLong_FromLong(ERR_GET_LIB(code)));
  if (!number) return false;
  reason->library = Ref::borrow(PyDict_GetItemWithError(state->library_names, number));
  reason->text =
      ERR_SYSTEM_ERROR(code) ? strerror(ERR_GET_REASON(code)) : ERR_reason_error_string(code);
  // Reasons that are the names of libraries are no mnemonics.
  bool own = reason->text != nullptr && !ERR_SYSTEM_ERROR(code) && ERR_GET_REASON(code) >= 100 &&
             (ERR_GET_REASON(code) & ERR_RFLAG_COMMON) == 0;
  if (own) reason->name.reset(mnemonic(reason->text));
  return !PyErr_Occurred();
}

// Why a certificate was refused, naming the host if that is the reason.
PyObject* verification_text(Connection* self, long code) {
  const char* text = nullptr;
  if (code == X509_V_ERR_HOSTNAME_MISMATCH)
    text = "Hostname mismatch, certificate is not valid for '%U'.";
  if (code == X509_V_ERR_IP_ADDRESS_MISMATCH) {
    text = "IP address mismatch, certificate is not valid for '%U'.";
  }
  if (text != nullptr && self->server_hostname != nullptr) {
    return PyUnicode_FromFormat(text, self->server_hostname);
  }
  return PyUnicode_FromString(X509_verify_cert_error_string(code));
}

PyObject* none_if_null(const Ref& object) { return object ? object.get() : Py_None; }

PyObject* raise_full(SslState* state, Connection* connection, PyObject* type, int number,
                     const char* text, unsigned long code, int line) {
  Reason reason;
  if (!explain(state, code, &reason)) return nullptr;
  if (reason.text != nullptr && (text == nullptr || code != 0)) text = reason.text;
  Ref verify_text;
  long verify_code = 0;
  if (type == state->verification_error && connection != nullptr) {
    verify_code = SSL_get_verify_result(connection->ssl);
    verify_text.reset(verification_text(connection, verify_code));
    if (!verify_text) return nullptr;
  }
  if (text == nullptr) text = "unknown error";
  Ref message;
  if (verify_text && reason.name && reason.library) {
    message.reset(PyUnicode_FromFormat("[%U: %U] %s: %U (_ssl.c:%d)", reason.library.get(),
                                       reason.name.get(), text, verify_text.get(), line));
  } else if (reason.name && reason.library) {
    message.reset(PyUnicode_FromFormat("[%U: %U] %s (_ssl.c:%d)", reason.library.get(),
                                       reason.name.get(), text, line));
  } else if (reason.library) {
    message.reset(PyUnicode_FromFormat("[%U] %s (_ssl.c:%d)", reason.library.get(), text, line));
  } else {
    message.reset(PyUnicode_FromFormat("%s (_ssl.c:%d)", text, line));
  }
  Ref error(message ? PyObject_CallFunction(type, "iO", number, message.get()) : nullptr);
  if (!error || PyObject_SetAttrString(error, "reason", none_if_null(reason.name)) < 0 ||
      PyObject_SetAttrString(error, "library", none_if_null(reason.library)) < 0) {
    return nullptr;
  }
  if (verify_text) {
    Ref number_object(PyLong_FromLong(verify_code));
    if (!number_object || PyObject_SetAttrString(error, "verify_code", number_object) < 0 ||
        PyObject_SetAttrString(error, "verify_message", verify_text) < 0) {
      return nullptr;
    }
  }
  PyErr_SetObject(type, error);
  return nullptr;
}

}  // namespace

PyObject* raise_ssl_error(SslState* state, PyObject* type, int number, const char* text, int line) {
  raise_full(state, nullptr, type, number, text, 0, line);
  ERR_clear_error();
  return nullptr;
}

PyObject* raise_queued_error(SslState* state, int line) {
  unsigned long code = ERR_peek_last_error();
  raise_full(state, nullptr, state->error, static_cast<int>(code), nullptr, code, line);
  ERR_clear_error();
  return nullptr;
}

namespace {

PyObject* raise_system_error(Connection* self, int result, int system_error, int line) {
  SslState* state = self->state;
  if (result == 0 || self->socket == nullptr || (result == -1 && system_error == 0)) {
    return raise_full(state, self, state->eof_error, kErrorEof,
                      "EOF occurred in violation of protocol", 0, line);
  }
  if (result == -1) {
    errno = system_error;
    return os_error();
  }
  return raise_full(state, self, state->syscall_error, SSL_ERROR_SYSCALL, "Some I/O error occurred",
                    0, line);
}

PyObject* raise_protocol_error(Connection* self, unsigned long code, int line) {
  SslState* state = self->state;
  bool own = ERR_GET_LIB(code) == ERR_LIB_SSL;
  if (own && ERR_GET_REASON(code) == SSL_R_CERTIFICATE_VERIFY_FAILED) {
    return raise_full(state, self, state->verification_error, SSL_ERROR_SSL, nullptr, code, line);
  }
  if (own && ERR_GET_REASON(code) == SSL_R_UNEXPECTED_EOF_WHILE_READING) {
    return raise_full(state, self, state->eof_error, kErrorEof,
                      "EOF occurred in violation of protocol", code, line);
  }
  return raise_full(state, self, state->error, SSL_ERROR_SSL,
                    "A failure in the SSL library occurred", code, line);
}

}  // namespace

PyObject* raise_operation_error(Connection* self, int result, int code, int system_error,
                                int line) {
  SslState* state = self->state;
  unsigned long queued = ERR_peek_last_error();
  auto simple = [&](PyObject* type, int number, const char* text) {
    raise_full(state, self, type, number, text, 0, line);
  };
  switch (code) {
    case SSL_ERROR_ZERO_RETURN:
      simple(state->zero_return, code, "TLS/SSL connection has been closed (EOF)");
      break;
    case SSL_ERROR_WANT_READ:
      simple(state->want_read, code, "The operation did not complete (read)");
      break;
    case SSL_ERROR_WANT_WRITE:
      simple(state->want_write, code, "The operation did not complete (write)");
      break;
    case SSL_ERROR_WANT_X509_LOOKUP:
      simple(state->error, code, "The operation did not complete (X509 lookup)");
      break;
    case SSL_ERROR_WANT_CONNECT:
      simple(state->error, code, "The operation did not complete (connect)");
      break;
    case SSL_ERROR_SYSCALL:
      if (queued == 0) {
        raise_system_error(self, result, system_error, line);
      } else {
        raise_full(state, self, state->syscall_error, code, nullptr, queued, line);
      }
      break;
    case SSL_ERROR_SSL:
      raise_protocol_error(self, queued, line);
      break;
    default:
      simple(state->error, kErrorInvalid, "Invalid error code");
  }
  ERR_clear_error();
  return nullptr;
}

namespace {

// The text of an error is its second argument, if there is one.
PyObject* error_text(PyObject* self) {
  Ref text(PyObject_GetAttrString(self, "strerror"));
  if (!text) return nullptr;
  if (PyUnicode_Check(text)) return text.release();
  Ref arguments(PyObject_GetAttrString(self, "args"));
  return arguments ? PyObject_Str(arguments) : nullptr;
}

PyType_Slot kErrorSlots[] = {{Py_tp_doc, const_cast<char*>("An error in the SSL implementation.")},
                             {Py_tp_str, slot(error_text)},
                             {0, nullptr}};
PyType_Spec kErrorSpec = {"ssl.SSLError", 0, 0,
                          Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE | Py_TPFLAGS_IMMUTABLETYPE,
                          kErrorSlots};

PyObject* make_error(PyObject* module, const char* qualified, const char* name, PyObject* bases,
                     const char* doc) {
  PyObject* error = PyErr_NewExceptionWithDoc(qualified, doc, bases, nullptr);
  if (error == nullptr || PyModule_AddObjectRef(module, name, error) < 0) return nullptr;
  return error;
}

struct LibraryName {
  int number;
  const char* name;
};

#define LIBRARY(name) {ERR_LIB_##name, #name},
constexpr LibraryName kLibraries[] = {
    // clang-format off
    LIBRARY(NONE) LIBRARY(SYS) LIBRARY(BN) LIBRARY(RSA) LIBRARY(DH) LIBRARY(EVP) LIBRARY(BUF)
    LIBRARY(OBJ) LIBRARY(PEM) LIBRARY(DSA) LIBRARY(X509) LIBRARY(ASN1) LIBRARY(CONF)
    LIBRARY(CRYPTO) LIBRARY(EC) LIBRARY(SSL) LIBRARY(BIO) LIBRARY(PKCS7) LIBRARY(X509V3)
    LIBRARY(PKCS12) LIBRARY(RAND) LIBRARY(DSO) LIBRARY(ENGINE) LIBRARY(OCSP) LIBRARY(UI)
    LIBRARY(COMP) LIBRARY(ECDSA) LIBRARY(ECDH) LIBRARY(OSSL_STORE) LIBRARY(FIPS) LIBRARY(CMS)
    LIBRARY(TS) LIBRARY(HMAC) LIBRARY(CT) LIBRARY(ASYNC) LIBRARY(KDF) LIBRARY(SM2) LIBRARY(ESS)
    LIBRARY(PROP) LIBRARY(CRMF) LIBRARY(PROV) LIBRARY(CMP) LIBRARY(OSSL_ENCODER)
    LIBRARY(OSSL_DECODER) LIBRARY(HTTP) LIBRARY(USER)
    // clang-format on
};
#undef LIBRARY

bool add_library_names(PyObject* module) {
  SslState* state = ssl_state(module);
  state->library_names = PyDict_New();
  if (state->library_names == nullptr) return false;
  for (const LibraryName& library : kLibraries) {
    Ref key(PyLong_FromLong(library.number)), name(PyUnicode_FromString(library.name));
    if (!key || !name || PyDict_SetItem(state->library_names, key, name) < 0) return false;
  }
  return PyModule_AddObjectRef(module, "lib_codes_to_names", state->library_names) == 0;
}

}  // namespace

bool add_ssl_errors(PyObject* module) {
  SslState* state = ssl_state(module);
  state->error = PyType_FromSpecWithBases(&kErrorSpec, PyExc_OSError);
  if (state->error == nullptr || PyModule_AddObjectRef(module, "SSLError", state->error) < 0) {
    return false;
  }
  Ref both(PyTuple_Pack(2, state->error, PyExc_ValueError));
  if (!both) return false;
  state->verification_error =
      make_error(module, "ssl.SSLCertVerificationError", "SSLCertVerificationError", both,
                 "The certificate of the peer did not pass verification.");
  state->zero_return =
      make_error(module, "ssl.SSLZeroReturnError", "SSLZeroReturnError", state->error,
                 "The peer ended the session as the protocol wants it.");
  state->want_read =
      make_error(module, "ssl.SSLWantReadError", "SSLWantReadError", state->error,
                 "The socket would block: more has to arrive before this can go on.");
  state->want_write =
      make_error(module, "ssl.SSLWantWriteError", "SSLWantWriteError", state->error,
                 "The socket would block: more has to be sent before this can go on.");
  state->syscall_error = make_error(module, "ssl.SSLSyscallError", "SSLSyscallError", state->error,
                                    "A system call failed below the protocol.");
  state->eof_error = make_error(module, "ssl.SSLEOFError", "SSLEOFError", state->error,
                                "The peer went away without ending the session.");
  return !PyErr_Occurred() && add_library_names(module);
}

// The reasons that the library knows, by (library, reason) and by name.
bool add_reason_names(PyObject* module) {
  Ref names(PyDict_New()), codes(PyDict_New());
  if (!names || !codes) return false;
  OPENSSL_init_ssl(OPENSSL_INIT_LOAD_SSL_STRINGS | OPENSSL_INIT_LOAD_CRYPTO_STRINGS, nullptr);
  for (const LibraryName& library : kLibraries) {
    for (int reason = 100; reason < 420; ++reason) {
      const char* text = ERR_reason_error_string(ERR_PACK(library.number, 0, reason));
      if (text == nullptr) continue;
      Ref key(Py_BuildValue("(ii)", library.number, reason)), name(mnemonic(text));
      if (!key || !name || PyDict_SetItem(names, key, name) < 0 ||
          PyDict_SetItem(codes, name, key) < 0) {
        return false;
      }
    }
  }
  return PyModule_AddObjectRef(module, "err_codes_to_names", names) == 0 &&
         PyModule_AddObjectRef(module, "err_names_to_codes", codes) == 0;
}

}  // namespace pyro::abi3
