// The _crypt module: hashes of passwords by libcrypt.

#include <crypt.h>
#include <errno.h>

#include "modules/abi3/support/array.h"

namespace pyro::abi3 {

namespace {

PyObject* hash_password(PyObject*, PyObject* arguments) {
  const char *word, *salt;
  if (!PyArg_ParseTuple(arguments, "ss:crypt", &word, &salt)) return nullptr;
  Freed<crypt_data> data(static_cast<crypt_data*>(calloc(1, sizeof(crypt_data))));
  if (!data) return PyErr_NoMemory();
  const char* hash;
  {
    Unlocked unlocked;
    hash = crypt_r(word, salt, data.get());
  }
  // A hash that begins with a star is the library's sign of failure.
  if (hash == nullptr || hash[0] == '*') {
    if (errno == 0) errno = EINVAL;
    return os_error();
  }
  return PyUnicode_FromString(hash);
}

PyMethodDef kFunctions[] = {
    {"crypt", hash_password, METH_VARARGS,
     "crypt($module, word, salt, /)\n--\n\nThe hash of a password; the salt says the method."},
    {}};

PyModuleDef_Slot kSlots[] = {{0, nullptr}};
PyModuleDef kModule = {PyModuleDef_HEAD_INIT, "_crypt", nullptr, 0, kFunctions, kSlots};

}  // namespace

}  // namespace pyro::abi3

PYRO_MODULE_EXPORT PyInit__crypt() { return PyModuleDef_Init(&pyro::abi3::kModule); }
