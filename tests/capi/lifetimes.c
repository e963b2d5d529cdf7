/* How long references and objects last: borrowed references across collections, many handles,
 * cycles through instances. */
#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <structmember.h>

/* Borrowed references of every function that lends, while all of it moves. */
#define MOST 200
typedef struct {
  PyObject* lent[MOST];
  PyObject* texts[MOST]; /* their reprs from before; owned */
  int count;
} Borrowed;

static int lend(Borrowed* all, PyObject* object) {
  if (object == NULL || all->count == MOST) return -1;
  all->lent[all->count] = object;
  all->texts[all->count] = PyObject_Repr(object);
  return all->texts[all->count++] == NULL ? -1 : 0;
}

static int lend_all(Borrowed* all, PyObject* list, PyObject* tuple, PyObject* dict,
                    PyObject* reference) {
  for (Py_ssize_t i = 0; i < PyList_Size(list); i++)
    if (lend(all, PyList_GetItem(list, i)) < 0) return -1;
  for (Py_ssize_t i = 0; i < PyTuple_Size(tuple); i++)
    if (lend(all, PyTuple_GetItem(tuple, i)) < 0) return -1;
  PyObject *key, *value;
  Py_ssize_t position = 0;
  while (PyDict_Next(dict, &position, &key, &value))
    if (lend(all, key) < 0 || lend(all, value) < 0) return -1;
  if (lend(all, PyDict_GetItemString(dict, "text")) < 0) return -1;
  if (lend(all, PyWeakref_GetObject(reference)) < 0) return -1;
  return lend(all, PySys_GetObject("version"));
}

/* (how many references, how many still stand for what they stood for) */
static PyObject* borrow(PyObject* self, PyObject* args) {
  PyObject *list, *tuple, *dict, *reference, *disturb;
  if (!PyArg_ParseTuple(args, "O!O!O!OO", &PyList_Type, &list, &PyTuple_Type, &tuple, &PyDict_Type,
                        &dict, &reference, &disturb))
    return NULL;
  Borrowed first = {.count = 0}, second = {.count = 0};
  PyObject* result = NULL;
  int good = 0;
  if (lend_all(&first, list, tuple, dict, reference) < 0) goto done;
  for (int round = 0; round < 3; round++) {
    PyObject* nothing = PyObject_CallNoArgs(disturb);
    if (nothing == NULL) goto done;
    Py_DECREF(nothing);
  }
  if (lend_all(&second, list, tuple, dict, reference) < 0) goto done;
  for (int i = 0; i < first.count; i++)
    good +=
        first.lent[i] == second.lent[i] && PyUnicode_Compare(first.texts[i], second.texts[i]) == 0;
  result = Py_BuildValue("(ii)", first.count, good);
done:
  for (int i = 0; i < first.count; i++) Py_XDECREF(first.texts[i]);
  for (int i = 0; i < second.count; i++) Py_XDECREF(second.texts[i]);
  return result;
}

/* Makes and drops `count` references to new objects of six kinds. */
static PyObject* make_handles(PyObject* self, PyObject* argument) {
  long count = PyLong_AsLong(argument);
  for (long i = 0; i < count; i++) {
    PyObject* object = i % 6 == 0   ? PyLong_FromLong(i)
                       : i % 6 == 1 ? PyFloat_FromDouble(i * 0.5)
                       : i % 6 == 2 ? PyLong_FromString("123456789012345678901234567890", NULL, 10)
                       : i % 6 == 3 ? PyBytes_FromString("a few bytes more than fit into a word")
                       : i % 6 == 4 ? PyUnicode_FromFormat("text of number %ld", i)
                                    : PyTuple_Pack(1, Py_None);
    if (object == NULL) return NULL;
    Py_DECREF(object);
  }
  Py_RETURN_NONE;
}

/* Borrows the item of `count` lists that die at once. */
static PyObject* make_lent(PyObject* self, PyObject* argument) {
  long count = PyLong_AsLong(argument);
  for (long i = 0; i < count; i++) {
    PyObject* list = Py_BuildValue("[(l)]", i);
    if (list == NULL || PyTuple_Size(PyList_GetItem(list, 0)) != 1) return NULL;
    Py_DECREF(list);
  }
  Py_RETURN_NONE;
}

typedef struct {
  PyObject_HEAD PyObject* other;
} Node;

static long live;

static PyObject* node_new(PyTypeObject* type, PyObject* args, PyObject* names) {
  allocfunc make = (allocfunc)PyType_GetSlot(type, Py_tp_alloc);
  live++;
  return make(type, 0);
}
static int node_traverse(PyObject* self, visitproc visit, void* arg) {
  Py_VISIT(Py_TYPE(self));
  Py_VISIT(((Node*)self)->other);
  return 0;
}
static int node_clear(PyObject* self) {
  Py_CLEAR(((Node*)self)->other);
  return 0;
}
static void node_dealloc(PyObject* self) {
  PyTypeObject* type = Py_TYPE(self);
  PyObject_GC_UnTrack(self);
  node_clear(self);
  live--;
  ((freefunc)PyType_GetSlot(type, Py_tp_free))(self);
  Py_DECREF(type);
}
static PyMemberDef node_members[] = {{"other", T_OBJECT, offsetof(Node, other), 0, NULL}, {NULL}};
static PyType_Slot node_slots[] = {{Py_tp_new, node_new},         {Py_tp_traverse, node_traverse},
                                   {Py_tp_clear, node_clear},     {Py_tp_dealloc, node_dealloc},
                                   {Py_tp_members, node_members}, {0, NULL}};
static PyType_Spec node_spec = {"lifetimes.Node", sizeof(Node), 0,
                                Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE | Py_TPFLAGS_HAVE_GC,
                                node_slots};

static PyObject* count_live(PyObject* self, PyObject* unused) { return PyLong_FromLong(live); }

static int execute(PyObject* module) {
  PyObject* type = PyType_FromModuleAndSpec(module, &node_spec, NULL);
  if (type == NULL) return -1;
  int code = PyModule_AddObjectRef(module, "Node", type);
  Py_DECREF(type);
  return code;
}

static PyMethodDef methods[] = {{"borrow", borrow, METH_VARARGS, NULL},
                                {"make_handles", make_handles, METH_O, NULL},
                                {"make_lent", make_lent, METH_O, NULL},
                                {"live", count_live, METH_NOARGS, NULL},
                                {NULL}};
static PyModuleDef_Slot slots[] = {{Py_mod_exec, execute}, {0, NULL}};
static PyModuleDef definition = {PyModuleDef_HEAD_INIT, "lifetimes", NULL, 0, methods, slots};
PyMODINIT_FUNC PyInit_lifetimes(void) { return PyModuleDef_Init(&definition); }
