#include <arpa/inet.h>
#include <openssl/pem.h>

#include "modules/abi3/_ssl/ssl_module.h"

namespace pyro::abi3 {

namespace {

// A BIO in memory for what libcrypto prints.
struct Printed {
  BIO* bio = BIO_new(BIO_s_mem());
  ~Printed() { BIO_free(bio); }
  PyObject* text() {
    char* data;
    long size = BIO_get_mem_data(bio, &data);
    return PyUnicode_DecodeUTF8(data, size, "strict");
  }
  PyObject* bytes() {
    char* data;
    long size = BIO_get_mem_data(bio, &data);
    return PyBytes_FromStringAndSize(data, size);
  }
};

bool append(PyObject* list, PyObject* owned) {
  Ref item(owned);
  return item && PyList_Append(list, item) == 0;
}

bool set(PyObject* dictionary, const char* key, PyObject* owned) {
  Ref value(owned);
  return value && PyDict_SetItemString(dictionary, key, value) == 0;
}

// The name of an object: the long one, or digits for unknown ones and if asked.
PyObject* object_name(const ASN1_OBJECT* object, bool digits) {
  char name[256];
  int size = OBJ_obj2txt(name, sizeof(name), object, digits ? 1 : 0);
  if (size < 0) return PyErr_NoMemory();
  if (size >= static_cast<int>(sizeof(name))) size = sizeof(name) - 1;
  if (digits && size == 0) return none();
  return PyUnicode_FromStringAndSize(name, size);
}

PyObject* attribute_pair(X509_NAME_ENTRY* entry) {
  Ref name(object_name(X509_NAME_ENTRY_get_object(entry), false));
  if (!name) return nullptr;
  unsigned char* data;
  int size = ASN1_STRING_to_UTF8(&data, X509_NAME_ENTRY_get_data(entry));
  if (size < 0) return PyErr_NoMemory();
  Ref value(PyUnicode_DecodeUTF8(reinterpret_cast<char*>(data), size, "strict"));
  OPENSSL_free(data);
  return value ? PyTuple_Pack(2, name.get(), value.get()) : nullptr;
}

// A distinguished name: a tuple of tuples of (attribute, value).
PyObject* name_tuple(X509_NAME* name) {
  Ref result(PyList_New(0)), group(PyList_New(0));
  if (!result || !group) return nullptr;
  int previous = -1;
  for (int i = 0; i < X509_NAME_entry_count(name); ++i) {
    X509_NAME_ENTRY* entry = X509_NAME_get_entry(name, i);
    int set_number = X509_NAME_ENTRY_set(entry);
    if (previous >= 0 && set_number != previous) {
      if (!append(result, PyList_AsTuple(group))) return nullptr;
      group.reset(PyList_New(0));
    }
    previous = set_number;
    if (!group || !append(group, attribute_pair(entry))) return nullptr;
  }
  if (PyList_Size(group) > 0 && !append(result, PyList_AsTuple(group))) return nullptr;
  return PyList_AsTuple(result);
}

PyObject* string_pair(const char* kind, const ASN1_STRING* string) {
  return Py_BuildValue("ss#", kind, reinterpret_cast<const char*>(ASN1_STRING_get0_data(string)),
                       static_cast<Py_ssize_t>(ASN1_STRING_length(string)));
}

PyObject* address_pair(const ASN1_OCTET_STRING* address) {
  const unsigned char* data = ASN1_STRING_get0_data(address);
  int size = ASN1_STRING_length(address);
  if (size == 4) {
    return Py_BuildValue("sN", "IP Address",
                         PyUnicode_FromFormat("%d.%d.%d.%d", data[0], data[1], data[2], data[3]));
  }
  if (size != 16) return Py_BuildValue("ss", "IP Address", "<invalid>");
  char text[64];
  size_t length = 0;
  for (int i = 0; i < 16; i += 2) {
    length += static_cast<size_t>(snprintf(text + length, sizeof(text) - length,
                                           i == 0 ? "%X" : ":%X", (data[i] << 8) | data[i + 1]));
  }
  return Py_BuildValue("ss", "IP Address", text);
}

PyObject* general_name(GENERAL_NAME* name) {
  switch (name->type) {
    case GEN_DIRNAME:
      return Py_BuildValue("sN", "DirName", name_tuple(name->d.dirn));
    case GEN_EMAIL:
      return string_pair("email", name->d.rfc822Name);
    case GEN_DNS:
      return string_pair("DNS", name->d.dNSName);
    case GEN_URI:
      return string_pair("URI", name->d.uniformResourceIdentifier);
    case GEN_RID:
      return Py_BuildValue("sN", "Registered ID", object_name(name->d.registeredID, false));
    case GEN_IPADD:
      return address_pair(name->d.iPAddress);
    default:
      break;
  }
  Printed printed;
  GENERAL_NAME_print(printed.bio, name);
  Ref text(printed.text());
  if (!text) return nullptr;
  Py_ssize_t length = PyUnicode_GetLength(text);
  Py_ssize_t colon = PyUnicode_FindChar(text, ':', 0, length, 1);
  if (colon < 0) return PyErr_Format(PyExc_ValueError, "Invalid value %U", text.get());
  Ref kind(PyUnicode_Substring(text, 0, colon)),
      value(PyUnicode_Substring(text, colon + 1, length));
  return kind && value ? PyTuple_Pack(2, kind.get(), value.get()) : nullptr;
}

PyObject* alternative_names(X509* certificate) {
  Ref list(PyList_New(0));
  auto* names = static_cast<GENERAL_NAMES*>(
      X509_get_ext_d2i(certificate, NID_subject_alt_name, nullptr, nullptr));
  for (int i = 0; list && i < sk_GENERAL_NAME_num(names); ++i) {
    if (!append(list, general_name(sk_GENERAL_NAME_value(names, i)))) list.reset();
  }
  if (names != nullptr) GENERAL_NAMES_free(names);
  return list ? PyList_AsTuple(list) : nullptr;
}

// Addresses under which information about the certificate is, of one kind.
PyObject* access_list(X509* certificate, int kind) {
  Ref list(PyList_New(0));
  auto* all = static_cast<AUTHORITY_INFO_ACCESS*>(
      X509_get_ext_d2i(certificate, NID_info_access, nullptr, nullptr));
  for (int i = 0; list && all != nullptr && i < sk_ACCESS_DESCRIPTION_num(all); ++i) {
    ACCESS_DESCRIPTION* item = sk_ACCESS_DESCRIPTION_value(all, i);
    if (OBJ_obj2nid(item->method) != kind || item->location->type != GEN_URI) continue;
    ASN1_IA5STRING* uri = item->location->d.uniformResourceIdentifier;
    if (!append(list,
                PyUnicode_FromStringAndSize(reinterpret_cast<char*>(uri->data), uri->length))) {
      list.reset();
    }
  }
  AUTHORITY_INFO_ACCESS_free(all);
  return list ? PyList_AsTuple(list) : nullptr;
}

PyObject* distribution_points(X509* certificate) {
  Ref list(PyList_New(0));
  auto* points = static_cast<CRL_DIST_POINTS*>(
      X509_get_ext_d2i(certificate, NID_crl_distribution_points, nullptr, nullptr));
  for (int i = 0; list && i < sk_DIST_POINT_num(points); ++i) {
    DIST_POINT* point = sk_DIST_POINT_value(points, i);
    // A point may be named relative to the issuer, which gives no address.
    if (point->distpoint == nullptr || point->distpoint->type != 0) continue;
    GENERAL_NAMES* names = point->distpoint->name.fullname;
    for (int j = 0; list && j < sk_GENERAL_NAME_num(names); ++j) {
      GENERAL_NAME* name = sk_GENERAL_NAME_value(names, j);
      if (name->type != GEN_URI) continue;
      ASN1_IA5STRING* uri = name->d.uniformResourceIdentifier;
      if (!append(list,
                  PyUnicode_FromStringAndSize(reinterpret_cast<char*>(uri->data), uri->length))) {
        list.reset();
      }
    }
  }
  CRL_DIST_POINTS_free(points);
  return list ? PyList_AsTuple(list) : nullptr;
}

bool set_unless_empty(PyObject* dictionary, const char* key, PyObject* owned) {
  Ref tuple(owned);
  if (!tuple) return false;
  return PyTuple_Size(tuple) == 0 || PyDict_SetItemString(dictionary, key, tuple) == 0;
}

PyObject* serial_number(X509* certificate) {
  Printed printed;
  i2a_ASN1_INTEGER(printed.bio, X509_get_serialNumber(certificate));
  return printed.text();
}

PyObject* time_text(const ASN1_TIME* time) {
  Printed printed;
  ASN1_TIME_print(printed.bio, time);
  return printed.text();
}

}  // namespace

PyObject* object_info(const ASN1_OBJECT* object) {
  int nid = OBJ_obj2nid(object);
  Ref digits(object_name(object, true));
  if (!digits) return nullptr;
  return Py_BuildValue("issO", nid, OBJ_nid2sn(nid), OBJ_nid2ln(nid), digits.get());
}

PyObject* certificate_dict(SslState*, X509* certificate) {
  Ref result(PyDict_New());
  if (!result || !set(result, "subject", name_tuple(X509_get_subject_name(certificate))) ||
      !set(result, "issuer", name_tuple(X509_get_issuer_name(certificate))) ||
      !set(result, "version", PyLong_FromLong(X509_get_version(certificate) + 1)) ||
      !set(result, "serialNumber", serial_number(certificate)) ||
      !set(result, "notBefore", time_text(X509_get0_notBefore(certificate))) ||
      !set(result, "notAfter", time_text(X509_get0_notAfter(certificate))) ||
      !set_unless_empty(result, "subjectAltName", alternative_names(certificate)) ||
      !set_unless_empty(result, "OCSP", access_list(certificate, NID_ad_OCSP)) ||
      !set_unless_empty(result, "caIssuers", access_list(certificate, NID_ad_ca_issuers)) ||
      !set_unless_empty(result, "crlDistributionPoints", distribution_points(certificate))) {
    return nullptr;
  }
  return result.release();
}

PyObject* certificate_bytes(SslState* state, X509* certificate) {
  unsigned char* data = nullptr;
  int size = i2d_X509(certificate, &data);
  if (size < 0) return raise_queued_error(state, __LINE__);
  PyObject* bytes = PyBytes_FromStringAndSize(reinterpret_cast<char*>(data), size);
  OPENSSL_free(data);
  return bytes;
}

namespace {

struct Certificate {
  PyObject_HEAD X509* certificate;
  SslState* state;
};

Certificate* as_certificate(PyObject* object) { return reinterpret_cast<Certificate*>(object); }

void dealloc(PyObject* object) {
  X509_free(as_certificate(object)->certificate);
  free_instance(object);
}

PyObject* public_bytes(PyObject* object, PyObject* arguments, PyObject* names) {
  static const char* const kNames[] = {"format", nullptr};
  int format = 1;
  Certificate* self = as_certificate(object);
  if (!PyArg_ParseTupleAndKeywords(arguments, names, "|i:public_bytes", keywords(kNames),
                                   &format)) {
    return nullptr;
  }
  if (format == 2) return certificate_bytes(self->state, self->certificate);
  if (format != 1) {
    PyErr_SetString(PyExc_ValueError, "Unsupported format");
    return nullptr;
  }
  Printed printed;
  if (PEM_write_bio_X509(printed.bio, self->certificate) == 0) {
    return raise_queued_error(self->state, __LINE__);
  }
  return printed.text();
}

PyObject* get_info(PyObject* object, PyObject*) {
  return certificate_dict(as_certificate(object)->state, as_certificate(object)->certificate);
}

PyObject* repr(PyObject* object) {
  Printed printed;
  X509_NAME_print_ex(printed.bio, X509_get_subject_name(as_certificate(object)->certificate), 0,
                     XN_FLAG_RFC2253 & ~static_cast<unsigned long>(ASN1_STRFLGS_ESC_MSB));
  Ref subject(printed.text());
  return subject ? PyUnicode_FromFormat("<_ssl.Certificate '%U'>", subject.get()) : nullptr;
}

Py_hash_t hash(PyObject* object) {
  auto value = static_cast<Py_hash_t>(X509_subject_name_hash(as_certificate(object)->certificate));
  return value == -1 ? -2 : value;
}

PyObject* compare(PyObject* object, PyObject* other, int operation) {
  if (Py_TYPE(other) != Py_TYPE(object) || (operation != Py_EQ && operation != Py_NE)) {
    return new_ref(Py_NotImplemented);
  }
  bool same =
      X509_cmp(as_certificate(object)->certificate, as_certificate(other)->certificate) == 0;
  return boolean(same == (operation == Py_EQ));
}

PyMethodDef kMethods[] = {{"public_bytes", method(public_bytes), METH_VARARGS | METH_KEYWORDS,
                           "public_bytes($self, /, format=Encoding.PEM)\n--\n\nThe certificate as "
                           "PEM text or DER bytes."},
                          {"get_info", get_info, METH_NOARGS,
                           "get_info($self, /)\n--\n\nThe certificate as a dictionary."},
                          {}};
PyType_Slot kSlots[] = {{Py_tp_dealloc, slot(dealloc)}, {Py_tp_repr, slot(repr)},
                        {Py_tp_hash, slot(hash)},       {Py_tp_richcompare, slot(compare)},
                        {Py_tp_methods, kMethods},      {0, nullptr}};
PyType_Spec kSpec = {
    "_ssl.Certificate", sizeof(Certificate), 0,
    Py_TPFLAGS_DEFAULT | Py_TPFLAGS_DISALLOW_INSTANTIATION | Py_TPFLAGS_IMMUTABLETYPE, kSlots};

}  // namespace

PyObject* certificate_list(SslState* state, STACK_OF(X509) * list) {
  Ref result(PyList_New(0));
  for (int i = 0; result && i < sk_X509_num(list); ++i) {
    auto* item = allocate<Certificate>(state->certificate);
    if (item == nullptr) return nullptr;
    item->state = state;
    item->certificate = sk_X509_value(list, i);
    X509_up_ref(item->certificate);
    if (!append(result, reinterpret_cast<PyObject*>(item))) return nullptr;
  }
  return result.release();
}

PyTypeObject* add_certificate_type(PyObject* module) { return add_type(module, &kSpec); }

}  // namespace pyro::abi3
