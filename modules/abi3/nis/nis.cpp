// The nis module: maps of the Network Information Service.

#include <rpcsvc/yp_prot.h>
#include <rpcsvc/ypclnt.h>

#include <cstring>

#include "modules/abi3/support/array.h"
#include "modules/abi3/support/simple_module.h"

// In the library, but in no header of it that goes with the others.
struct MapList {
  char* map;
  MapList* next;
};
extern "C" int yp_maplist(const char* domain, MapList** maps);

namespace pyro::abi3 {

namespace {

using State = References<1>;

PyObject* raise(PyObject* module, int code) {
  PyErr_SetString(state_of<State>(module)->items[0], yperr_string(code));
  return nullptr;
}

struct Alias {
  const char* nickname;
  const char* map;
  int fix;  // keys and values of these maps end with a null
};

constexpr Alias kAliases[] = {
    {"passwd", "passwd.byname", 0},         {"group", "group.byname", 0},
    {"networks", "networks.byaddr", 0},     {"hosts", "hosts.byname", 0},
    {"protocols", "protocols.bynumber", 0}, {"services", "services.byname", 0},
    {"aliases", "mail.aliases", 1},         {"ethers", "ethers.byname", 0}};

const char* map_name(const char* name, int* fix) {
  *fix = 0;
  for (const Alias& alias : kAliases) {
    if (strcmp(alias.nickname, name) != 0 && strcmp(alias.map, name) != 0) continue;
    *fix = alias.fix;
    return alias.map;
  }
  return name;
}

// The domain argument, or the default. False with an exception.
bool find_domain(PyObject* module, char** domain) {
  if (*domain != nullptr) return true;
  int code = yp_get_default_domain(domain);
  if (code != 0) raise(module, code);
  return code == 0;
}

PyObject* get_default_domain(PyObject* module, PyObject*) {
  char* domain = nullptr;
  return find_domain(module, &domain) ? PyUnicode_FromString(domain) : nullptr;
}

PyObject* match(PyObject* module, PyObject* arguments, PyObject* names) {
  static const char* const kNames[] = {"key", "map", "domain", nullptr};
  PyObject* key_object;
  const char* map;
  char* domain = nullptr;
  if (!PyArg_ParseTupleAndKeywords(arguments, names, "Us|s:match", keywords(kNames), &key_object,
                                   &map, &domain)) {
    return nullptr;
  }
  Ref key(PyUnicode_EncodeFSDefault(key_object));
  if (!key || !find_domain(module, &domain)) return nullptr;
  int fix, length, code;
  map = map_name(map, &fix);
  char* value = nullptr;
  const char* bytes = PyBytes_AsString(key);
  int size = static_cast<int>(PyBytes_Size(key)) + fix;
  {
    Unlocked unlocked;
    code = yp_match(domain, map, bytes, size, &value, &length);
  }
  Freed<char> owner(code == 0 ? value : nullptr);
  if (code != 0) return raise(module, code);
  return PyUnicode_DecodeFSDefaultAndSize(value, length - fix);
}

struct Collection {
  PyObject* dictionary;
  PyThreadState* thread;
  int fix;
};

// One entry of a map; true ends the walk.
int collect(int status, char* key, int key_size, char* value, int value_size, char* data) {
  auto* collection = reinterpret_cast<Collection*>(data);
  if (status != YP_TRUE) return 1;
  PyEval_RestoreThread(collection->thread);
  if (collection->fix != 0 && key_size > 0 && key[key_size - 1] == 0) --key_size;
  if (collection->fix != 0 && value_size > 0 && value[value_size - 1] == 0) --value_size;
  bool done;
  {
    Ref name(PyUnicode_DecodeFSDefaultAndSize(key, key_size));
    Ref contents(name ? PyUnicode_DecodeFSDefaultAndSize(value, value_size) : nullptr);
    done = contents && PyDict_SetItem(collection->dictionary, name, contents) == 0;
  }
  collection->thread = PyEval_SaveThread();
  return done ? 0 : 1;
}

PyObject* whole_map(PyObject* module, PyObject* arguments, PyObject* names) {
  static const char* const kNames[] = {"map", "domain", nullptr};
  const char* map;
  char* domain = nullptr;
  if (!PyArg_ParseTupleAndKeywords(arguments, names, "s|s:cat", keywords(kNames), &map, &domain) ||
      !find_domain(module, &domain)) {
    return nullptr;
  }
  Ref dictionary(PyDict_New());
  if (!dictionary) return nullptr;
  Collection collection{dictionary, nullptr, 0};
  map = map_name(map, &collection.fix);
  ypall_callback callback{};
  callback.foreach = collect;
  callback.data = reinterpret_cast<char*>(&collection);
  collection.thread = PyEval_SaveThread();
  int code = yp_all(domain, map, &callback);
  PyEval_RestoreThread(collection.thread);
  if (code != 0) return raise(module, code);
  return PyErr_Occurred() != nullptr ? nullptr : dictionary.release();
}

PyObject* list_maps(PyObject* module, PyObject* arguments, PyObject* names) {
  static const char* const kNames[] = {"domain", nullptr};
  char* domain = nullptr;
  if (!PyArg_ParseTupleAndKeywords(arguments, names, "|s:maps", keywords(kNames), &domain) ||
      !find_domain(module, &domain)) {
    return nullptr;
  }
  MapList* maps = nullptr;
  int code;
  {
    Unlocked unlocked;
    code = yp_maplist(domain, &maps);
  }
  if (code != 0) return raise(module, code);
  Ref list(PyList_New(0));
  for (MapList* map = maps; list && map != nullptr; map = map->next) {
    Ref name(PyUnicode_FromString(map->map));
    if (!name || PyList_Append(list, name) < 0) list.reset();
  }
  while (maps != nullptr) free(std::exchange(maps, maps->next));
  return list.release();
}

PyMethodDef kFunctions[] = {
    {"match", method(match), METH_VARARGS | METH_KEYWORDS,
     "match(key, map, domain=None)\n\nThe value of a key in a map."},
    {"cat", method(whole_map), METH_VARARGS | METH_KEYWORDS,
     "cat(map, domain=None)\n\nA map as a dictionary."},
    {"maps", method(list_maps), METH_VARARGS | METH_KEYWORDS,
     "maps(domain=None)\n\nThe names of all maps."},
    {"get_default_domain", get_default_domain, METH_NOARGS, "The domain of this system."},
    {}};

int execute(PyObject* module) {
  PyObject*& error = state_of<State>(module)->items[0];
  error = PyErr_NewException("nis.error", nullptr, nullptr);
  return error == nullptr ? -1 : PyModule_AddObjectRef(module, "error", error);
}

PyModuleDef_Slot kSlots[] = {{Py_mod_exec, slot(execute)}, {0, nullptr}};
PyModuleDef kModule = {PyModuleDef_HEAD_INIT,
                       "nis",
                       "Maps of the Network Information Service.",
                       sizeof(State),
                       kFunctions,
                       kSlots,
                       traverse_references<1>,
                       clear_references<1>,
                       nullptr};

}  // namespace

}  // namespace pyro::abi3

PYRO_MODULE_EXPORT PyInit_nis() { return PyModuleDef_Init(&pyro::abi3::kModule); }
