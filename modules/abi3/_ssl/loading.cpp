// Certificates, keys and parameters that a context loads.

#include <errno.h>
#include <openssl/pem.h>

#include <climits>

#include "modules/abi3/_ssl/ssl_module.h"

namespace pyro::abi3 {

namespace {

// What gives the password of a key: an object, or a function that returns one.
struct Password {
  PyThreadState* thread = nullptr;
  PyObject* function = nullptr;
  Ref value;  // bytes
  bool failed = false;
};

bool set_password(Password* password, PyObject* object, const char* type_error) {
  if (PyUnicode_Check(object)) {
    password->value.reset(PyUnicode_AsUTF8String(object));
  } else if (PyBytes_Check(object)) {
    password->value = Ref::borrow(object);
  } else if (PyByteArray_Check(object)) {
    password->value.reset(PyBytes_FromObject(object));
  } else {
    PyErr_SetString(PyExc_TypeError, type_error);
  }
  if (!password->value) return false;
  if (PyBytes_Size(password->value) <= INT_MAX) return true;
  PyErr_Format(PyExc_ValueError, "password cannot be longer than %d bytes", INT_MAX);
  return false;
}

int copy_password(Password* password, char* place, int room) {
  // The library may ask again after a failure.
  if (PyErr_Occurred() != nullptr) return -1;
  if (password->function != nullptr) {
    Ref result(PyObject_CallNoArgs(password->function));
    if (!result || !set_password(password, result, "password callback must return a string"))
      return -1;
  }
  auto size = static_cast<int>(PyBytes_Size(password->value));
  if (size > room) {
    PyErr_Format(PyExc_ValueError, "password cannot be longer than %d bytes", room);
    return -1;
  }
  memcpy(place, PyBytes_AsString(password->value), static_cast<size_t>(size));
  return size;
}

// libssl asks for the password without the interpreter's lock.
int password_callback(char* place, int room, int, void* data) {
  auto* password = static_cast<Password*>(data);
  PyEval_RestoreThread(password->thread);
  int size = copy_password(password, place, room);
  password->failed = size < 0;
  password->thread = PyEval_SaveThread();
  return size;
}

// A path argument; TypeError "NAME should be a valid filesystem path".
bool path_argument(PyObject* object, const char* name, Ref* path) {
  if (PyUnicode_FSConverter(object, path->out())) return true;
  if (PyErr_ExceptionMatches(PyExc_TypeError)) {
    PyErr_Clear();
    PyErr_Format(PyExc_TypeError, "%s should be a valid filesystem path", name);
  }
  return false;
}

// Runs a step of loading without the lock; raises what it failed with.
template <class Step>
bool load(Context* self, Password* password, Step step) {
  errno = 0;
  password->thread = PyEval_SaveThread();
  int done = step();
  int system_error = errno;
  PyEval_RestoreThread(password->thread);
  if (done == 1 && PyErr_Occurred() == nullptr) return true;
  if (PyErr_Occurred() != nullptr) {
    ERR_clear_error();
  } else if (system_error != 0) {
    ERR_clear_error();
    errno = system_error;
    os_error();
  } else {
    raise_queued_error(self->state, __LINE__);
  }
  return false;
}

bool load_chain(Context* self, const char* certificates, const char* key, Password* password) {
  SSL_CTX* context = self->context;
  return load(self, password,
              [&] { return SSL_CTX_use_certificate_chain_file(context, certificates); }) &&
         load(self, password,
              [&] { return SSL_CTX_use_PrivateKey_file(context, key, SSL_FILETYPE_PEM); }) &&
         load(self, password, [&] { return SSL_CTX_check_private_key(context); });
}

}  // namespace

PyObject* load_cert_chain(PyObject* object, PyObject* arguments, PyObject* names) {
  static const char* const kNames[] = {"certfile", "keyfile", "password", nullptr};
  PyObject *certificates, *key = Py_None, *password_object = Py_None;
  if (!PyArg_ParseTupleAndKeywords(arguments, names, "O|OO:load_cert_chain", keywords(kNames),
                                   &certificates, &key, &password_object)) {
    return nullptr;
  }
  Ref certificate_path, key_path;
  if (!path_argument(certificates, "certfile", &certificate_path) ||
      (key != Py_None && !path_argument(key, "keyfile", &key_path))) {
    return nullptr;
  }
  Context* self = as_context(object);
  Password password;
  if (password_object != Py_None) {
    if (PyCallable_Check(password_object)) {
      password.function = password_object;
    } else if (!set_password(&password, password_object,
                             "password should be a string or callable")) {
      return nullptr;
    }
  }
  pem_password_cb* old_callback = SSL_CTX_get_default_passwd_cb(self->context);
  void* old_data = SSL_CTX_get_default_passwd_cb_userdata(self->context);
  if (password_object != Py_None) {
    SSL_CTX_set_default_passwd_cb(self->context, password_callback);
    SSL_CTX_set_default_passwd_cb_userdata(self->context, &password);
  }
  bool done =
      load_chain(self, PyBytes_AsString(certificate_path),
                 PyBytes_AsString(key_path ? key_path.get() : certificate_path.get()), &password);
  SSL_CTX_set_default_passwd_cb(self->context, old_callback);
  SSL_CTX_set_default_passwd_cb_userdata(self->context, old_data);
  return done ? none() : nullptr;
}

namespace {

X509* read_certificate(BIO* bio, bool pem) {
  return pem ? PEM_read_bio_X509(bio, nullptr, nullptr, nullptr) : d2i_X509_bio(bio, nullptr);
}

// Adds all certificates in `data` to the trusted ones.
bool add_certificates(Context* self, const char* data, Py_ssize_t size, bool pem) {
  if (size <= 0) {
    PyErr_SetString(PyExc_ValueError, "Empty certificate data");
    return false;
  }
  if (size > INT_MAX) {
    PyErr_SetString(PyExc_OverflowError, "Certificate data is too long.");
    return false;
  }
  BIO* bio = BIO_new_mem_buf(data, static_cast<int>(size));
  if (bio == nullptr) return PyErr_NoMemory() != nullptr;
  X509_STORE* store = SSL_CTX_get_cert_store(self->context);
  int loaded = 0;
  bool failed = false;
  while (X509* certificate = read_certificate(bio, pem)) {
    bool added = X509_STORE_add_cert(store, certificate) == 1;
    X509_free(certificate);
    unsigned long code = ERR_peek_last_error();
    bool known = ERR_GET_LIB(code) == ERR_LIB_X509 &&
                 ERR_GET_REASON(code) == X509_R_CERT_ALREADY_IN_HASH_TABLE;
    if (!added && !known) {
      failed = true;
      break;
    }
    ERR_clear_error();
    ++loaded;
  }
  bool at_end = BIO_eof(bio) == 1;
  BIO_free(bio);
  unsigned long code = ERR_peek_last_error();
  if (loaded == 0) {
    raise_ssl_error(self->state, self->state->error, 0,
                    pem ? "no start line: cadata does not contain a certificate"
                        : "not enough data: cadata does not contain a certificate",
                    __LINE__);
    return false;
  }
  // Behind the last certificate PEM finds no start line and DER no data.
  bool end = pem ? ERR_GET_LIB(code) == ERR_LIB_PEM && ERR_GET_REASON(code) == PEM_R_NO_START_LINE
                 : at_end;
  if (!failed && (end || code == 0)) {
    ERR_clear_error();
    return true;
  }
  return raise_queued_error(self->state, __LINE__) != nullptr;
}

bool load_data(Context* self, PyObject* object) {
  if (PyUnicode_Check(object)) {
    Ref ascii(PyUnicode_AsASCIIString(object));
    if (!ascii) {
      PyErr_Clear();
      PyErr_SetString(PyExc_TypeError, "cadata should be an ASCII string or a bytes-like object");
      return false;
    }
    return add_certificates(self, PyBytes_AsString(ascii), PyBytes_Size(ascii), true);
  }
  Buffer data;
  if (!data.acquire(object)) {
    PyErr_Clear();
    PyErr_SetString(PyExc_TypeError, "cadata should be an ASCII string or a bytes-like object");
    return false;
  }
  return add_certificates(self, data.text(), data.size(), false);
}

}  // namespace

PyObject* load_verify_locations(PyObject* object, PyObject* arguments, PyObject* names) {
  static const char* const kNames[] = {"cafile", "capath", "cadata", nullptr};
  PyObject *file = Py_None, *directory = Py_None, *data = Py_None;
  if (!PyArg_ParseTupleAndKeywords(arguments, names, "|OOO:load_verify_locations", keywords(kNames),
                                   &file, &directory, &data)) {
    return nullptr;
  }
  if (file == Py_None && directory == Py_None && data == Py_None) {
    PyErr_SetString(PyExc_TypeError, "cafile, capath and cadata cannot be all omitted");
    return nullptr;
  }
  Ref file_path, directory_path;
  if ((file != Py_None && !path_argument(file, "cafile", &file_path)) ||
      (directory != Py_None && !path_argument(directory, "capath", &directory_path))) {
    return nullptr;
  }
  Context* self = as_context(object);
  if (data != Py_None && !load_data(self, data)) return nullptr;
  if (!file_path && !directory_path) return none();
  const char* file_name = file_path ? PyBytes_AsString(file_path) : nullptr;
  const char* directory_name = directory_path ? PyBytes_AsString(directory_path) : nullptr;
  Password nothing;
  bool done = load(self, &nothing, [&] {
    return SSL_CTX_load_verify_locations(self->context, file_name, directory_name);
  });
  return done ? none() : nullptr;
}

PyObject* load_dh_params(PyObject* object, PyObject* path) {
  Ref bytes;
  if (!PyUnicode_FSConverter(path, bytes.out())) return nullptr;
  errno = 0;
  FILE* file = fopen(PyBytes_AsString(bytes), "rb");
  if (file == nullptr) return PyErr_SetFromErrnoWithFilenameObject(PyExc_OSError, path);
  DH* parameters;
  {
    Unlocked unlocked;
    parameters = PEM_read_DHparams(file, nullptr, nullptr, nullptr);
    fclose(file);
  }
  Context* self = as_context(object);
  if (parameters == nullptr) return raise_queued_error(self->state, __LINE__);
  bool done = SSL_CTX_set_tmp_dh(self->context, parameters) != 0;
  DH_free(parameters);
  return done ? none() : raise_queued_error(self->state, __LINE__);
}

PyObject* get_ca_certs(PyObject* object, PyObject* arguments, PyObject* names) {
  static const char* const kNames[] = {"binary_form", nullptr};
  int binary = 0;
  if (!PyArg_ParseTupleAndKeywords(arguments, names, "|p:get_ca_certs", keywords(kNames),
                                   &binary)) {
    return nullptr;
  }
  Context* self = as_context(object);
  Ref list(PyList_New(0));
  STACK_OF(X509_OBJECT)* objects = X509_STORE_get0_objects(SSL_CTX_get_cert_store(self->context));
  for (int i = 0; list && i < sk_X509_OBJECT_num(objects); ++i) {
    X509* certificate = X509_OBJECT_get0_X509(sk_X509_OBJECT_value(objects, i));
    if (certificate == nullptr || X509_check_ca(certificate) == 0) continue;
    Ref item(binary != 0 ? certificate_bytes(self->state, certificate)
                         : certificate_dict(self->state, certificate));
    if (!item || PyList_Append(list, item) < 0) return nullptr;
  }
  return list.release();
}

PyObject* cert_store_stats(PyObject* object, PyObject*) {
  int certificates = 0, revocations = 0, authorities = 0;
  STACK_OF(X509_OBJECT)* objects =
      X509_STORE_get0_objects(SSL_CTX_get_cert_store(as_context(object)->context));
  for (int i = 0; i < sk_X509_OBJECT_num(objects); ++i) {
    X509_OBJECT* item = sk_X509_OBJECT_value(objects, i);
    if (X509_OBJECT_get_type(item) == X509_LU_X509) {
      ++certificates;
      if (X509_check_ca(X509_OBJECT_get0_X509(item)) != 0) ++authorities;
    } else if (X509_OBJECT_get_type(item) == X509_LU_CRL) {
      ++revocations;
    }
  }
  return Py_BuildValue("{sisisi}", "x509", certificates, "crl", revocations, "x509_ca",
                       authorities);
}

}  // namespace pyro::abi3
