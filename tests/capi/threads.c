/* Threads, the interpreter's lock, locks and thread-specific storage; instances in memory of all
   kinds; what is made of tables. */
#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <pthread.h>
#include <structmember.h>
#include <sys/wait.h>
#include <unistd.h>

#include "report.h"

extern void PyThreadState_DeleteCurrent(void);
extern PyThreadState* _PyThreadState_Prealloc(PyInterpreterState*);
extern void _PyThreadState_Init(PyThreadState*);

/* A thread that the interpreter did not make calls Python, many times. */
static PyObject* callback;
static int rounds, failures;
static void* foreign(void* argument) {
  for (int i = 0; i < rounds; i++) {
    PyGILState_STATE outer = PyGILState_Ensure(), inner = PyGILState_Ensure();
    PyObject* result = PyObject_CallFunction(callback, "ni", (Py_ssize_t)argument, i);
    if (!result) failures++, PyErr_Clear();
    Py_XDECREF(result);
    if (outer != PyGILState_UNLOCKED || inner != PyGILState_LOCKED) failures++;
    PyGILState_Release(inner);
    Py_BEGIN_ALLOW_THREADS if (i % 16 == 0) usleep(10);
    Py_END_ALLOW_THREADS PyGILState_Release(outer);
  }
  return NULL;
}
static PyObject* foreign_threads(PyObject* self, PyObject* arguments) {
  int count;
  if (!PyArg_ParseTuple(arguments, "Oii", &callback, &count, &rounds)) return NULL;
  pthread_t threads[64];
  failures = 0;
  for (long i = 0; i < count; i++) pthread_create(&threads[i], NULL, foreign, (void*)i);
  Py_BEGIN_ALLOW_THREADS for (int i = 0; i < count; i++) pthread_join(threads[i], NULL);
  Py_END_ALLOW_THREADS return PyLong_FromLong(failures);
}

static PyThread_type_lock started;
static unsigned long started_identifier;
static void start(void* argument) {
  PyGILState_STATE state = PyGILState_Ensure();
  started_identifier = PyThread_get_thread_ident();
  *(int*)argument = 5;
  PyGILState_Release(state);
  PyThread_release_lock(started);
  PyThread_exit_thread();
}
static int pending_calls;
static int pending(void* argument) {
  pending_calls++;
  if (argument) PyErr_SetString(PyExc_ValueError, "pending");
  return argument ? -1 : 0;
}
static void* add_pending(void* argument) {
  return (void*)(long)Py_AddPendingCall(pending, argument);
}

static PyObject* states(PyObject* self, PyObject* arguments) {
  BEGIN;
  PyThreadState* state = PyThreadState_Get();
  N(state != NULL);
  N(PyGILState_GetThisThreadState() == state);
  N(PyThreadState_GetID(state) > 0);
  N(PyThreadState_GetInterpreter(state) == PyInterpreterState_Get());
  N(PyInterpreterState_GetID(PyInterpreterState_Get()));
  N(PyDict_Check(PyInterpreterState_GetDict(PyInterpreterState_Get())));
  PyFrameObject* frame = PyThreadState_GetFrame(state);
  O(PyObject_GetAttrString((PyObject*)PyFrame_GetCode(frame), "co_name"));
  N(PyThreadState_GetDict() == PyThreadState_GetDict());
  N(PyDict_SetItemString(PyThreadState_GetDict(), "test", Py_None));
  N(PyThreadState_SetAsyncExc(12345, PyExc_ValueError));
  PyThreadState* saved = PyEval_SaveThread();
  N((PyEval_RestoreThread(saved), PyThreadState_Get() == state));
  N(PyThreadState_Swap(NULL) == state && PyThreadState_Swap(state) == NULL);
  PyEval_ReleaseThread(state);
  PyEval_AcquireThread(state);
  N(PyThreadState_Get() == state);
  V(PyEval_InitThreads());
  N(PyEval_ThreadsInitialized());
  PyEval_ReleaseLock();
  PyEval_AcquireLock();
  PyThreadState* made = PyThreadState_New(PyInterpreterState_Get());
  N(made != NULL && made != state);
  V(PyThreadState_Clear(made));
  V(PyThreadState_Delete(made));
  V(PyThread_init_thread());
  V(PyThread_ReInitTLS());
  PyThread_type_lock lock = PyThread_allocate_lock();
  N(PyThread_acquire_lock(lock, WAIT_LOCK));
  N(PyThread_acquire_lock(lock, NOWAIT_LOCK));
  N(PyThread_acquire_lock_timed(lock, 1000, 0));
  V(PyThread_release_lock(lock));
  N(PyThread_acquire_lock_timed(lock, -1, 1));
  PyThread_release_lock(lock);
  V(PyThread_free_lock(lock));
  int value = 0;
  started = PyThread_allocate_lock();
  PyThread_acquire_lock(started, WAIT_LOCK);
  N(PyThread_start_new_thread(start, &value) != -1);
  Py_BEGIN_ALLOW_THREADS PyThread_acquire_lock(started, WAIT_LOCK);
  Py_END_ALLOW_THREADS N(value);
  N(started_identifier != PyThread_get_thread_ident());
  N(PyThread_get_thread_native_id() > 0);
  N(PyThread_get_stacksize());
  N(PyThread_set_stacksize(1 << 20));
  N(PyThread_get_stacksize());
  N(PyThread_set_stacksize(5));
  N(PyThread_set_stacksize(0));
  O(PyObject_GetAttrString(PyThread_GetInfo(), "name"));
  Py_tss_t* key = PyThread_tss_alloc();
  N(PyThread_tss_is_created(key) != 0);
  N(PyThread_tss_create(key));
  N(PyThread_tss_is_created(key) != 0);
  N(PyThread_tss_get(key) == NULL);
  N(PyThread_tss_set(key, &value));
  N(PyThread_tss_get(key) == &value);
  V(PyThread_tss_delete(key));
  V(PyThread_tss_free(key));
  int old_key = PyThread_create_key();
  N(old_key >= 0);
  N(PyThread_set_key_value(old_key, &value));
  N(PyThread_get_key_value(old_key) == &value);
  V(PyThread_delete_key_value(old_key));
  N(PyThread_get_key_value(old_key) == NULL);
  V(PyThread_delete_key(old_key));
  N(Py_AddPendingCall(pending, NULL));
  N(Py_MakePendingCalls());
  N(pending_calls);
  pthread_t thread;
  void* result;
  pthread_create(&thread, NULL, add_pending, NULL);
  pthread_join(thread, &result);
  N((long)result);
  N(Py_MakePendingCalls());
  N(pending_calls);
  N(Py_AddPendingCall(pending, &value));
  N(Py_MakePendingCalls());
  int added = 0;
  while (Py_AddPendingCall(pending, NULL) == 0) added++;
  N(added <= 32);
  END;
}
/* A child made without os.fork(): its status is what Python computed there. */
static PyObject* forked(PyObject* self, PyObject* arguments) {
  PyObject* function = PyTuple_GetItem(arguments, 0);
  long results[2];
  for (int i = 0; i < 2; i++) {
    int status;
    PyOS_BeforeFork();
    pid_t child = fork();
    if (child == 0) {
      if (i)
        PyOS_AfterFork_Child();
      else
        PyOS_AfterFork();
      PyObject* result = PyObject_CallNoArgs(function);
      _exit(result ? PyLong_AsLong(result) : 99);
    }
    PyOS_AfterFork_Parent();
    waitpid(child, &status, 0);
    results[i] = WEXITSTATUS(status);
  }
  return Py_BuildValue("ll", results[0], results[1]);
}
static PyObject* pending_count(PyObject* self, PyObject* arguments) {
  return PyBool_FromLong(pending_calls > 30);
}

/* --- instances */

typedef struct {
  PyObject_VAR_HEAD long values[1];
} Numbers;
static int freed;
static void numbers_dealloc(PyObject* self) {
  PyTypeObject* type = Py_TYPE(self);
  freed++;
  if (PyType_GetFlags(type) & Py_TPFLAGS_HAVE_GC) {
    PyObject_GC_UnTrack(self);
    PyObject_GC_Del(self);
  } else
    PyObject_Free(self);
  Py_DECREF(type);
}
static int numbers_traverse(PyObject* self, visitproc visit, void* arg) {
  Py_VISIT(Py_TYPE(self));
  return 0;
}
static PyObject* numbers_item(Numbers* self, Py_ssize_t index) {
  if (index < 0 || index >= Py_SIZE((PyObject*)self))
    return PyErr_Format(PyExc_IndexError, "no number %zd", index);
  return PyLong_FromLong(self->values[index]);
}
static PyObject* state_of_type(PyObject* self, PyObject* unused) {
  return PyBool_FromLong(PyType_GetModuleState(Py_TYPE(self)) != NULL);
}
static PyMethodDef numbers_methods[] = {{"state", state_of_type, METH_NOARGS, NULL}, {NULL}};
static PyType_Slot numbers_slots[] = {{Py_tp_dealloc, numbers_dealloc},
                                      {Py_sq_item, numbers_item},
                                      {Py_tp_methods, numbers_methods},
                                      {0}};
static PyType_Slot gc_slots[] = {{Py_tp_dealloc, numbers_dealloc},
                                 {Py_tp_traverse, numbers_traverse},
                                 {Py_sq_item, numbers_item},
                                 {0}};
static PyType_Spec numbers_spec = {"threads.Numbers", sizeof(PyVarObject), sizeof(long),
                                   Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE, numbers_slots};
static PyType_Spec gc_spec = {"threads.Tracked", sizeof(PyVarObject), sizeof(long),
                              Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE | Py_TPFLAGS_HAVE_GC,
                              gc_slots};
static PyObject* third_of(PyObject* o) { return PySequence_GetItem(o, 2); }

static PyObject* describe(PyObject* self, PyObject* o) {
  return PyUnicode_FromFormat("described %S", o);
}
static PyMethodDef describe_method = {"describe", describe, METH_O,
                                      "describe($self, o, /)\n--\n\nDescribes."};
static PyObject* get_twice(PyObject* self, void* closure) {
  return PyLong_FromSsize_t(2 * Py_SIZE(self));
}
static PyGetSetDef twice = {"twice", get_twice, NULL, "Twice the size.", NULL};
static PyMemberDef first_member = {"first", T_LONG, offsetof(Numbers, values), 0, "The first."};

static PyObject* instances(PyObject* self, PyObject* arguments) {
  BEGIN;
  PyObject *type = PyType_FromModuleAndSpec(self, &numbers_spec, NULL),
           *tracked = PyType_FromSpec(&gc_spec),
           *derived = PyType_FromSpecWithBases(&gc_spec, tracked);
  B(type);
  B(derived);
  O(PyType_GetName((PyTypeObject*)type));
  O(PyType_GetQualName((PyTypeObject*)type));
  N(PyType_GetModuleState((PyTypeObject*)type) != NULL);
  N(PyType_GetModuleState((PyTypeObject*)tracked) != NULL);
  N(PyType_Ready((PyTypeObject*)type));
  V(PyType_Modified((PyTypeObject*)type));
  N(PyType_ClearCache() >= 0);
  Numbers* made = (Numbers*)PyType_GenericAlloc((PyTypeObject*)type, 3);
  N(Py_SIZE((PyObject*)made));
  made->values[2] = 33;
  O(third_of((PyObject*)made));
  O(PyObject_CallMethod((PyObject*)made, "state", NULL));
  N(Py_REFCNT((PyObject*)made));
  Py_DECREF(made);
  O(PyType_GenericNew((PyTypeObject*)type, NULL, NULL) ? Py_NewRef(Py_True) : NULL);
  made = PyObject_NewVar(Numbers, (PyTypeObject*)type, 4);
  made->values[0] = made->values[1] = made->values[2] = made->values[3] = 44;
  O(third_of((PyObject*)made));
  N(PyMember_SetOne((char*)made, &first_member, PyLong_FromLong(11)));
  O(PyMember_GetOne((char*)made, &first_member));
  N(PyMember_SetOne((char*)made, &first_member, PyUnicode_FromString("text")));
  N(PyMember_SetOne((char*)made, &first_member, PyLong_FromLong(12)));
  PyObject* method = PyDescr_NewMethod((PyTypeObject*)type, &describe_method);
  O(PyObject_CallFunctionObjArgs(method, made, Py_None, NULL));
  O(PyObject_CallFunctionObjArgs(method, Py_None, Py_None, NULL) ? Py_NewRef(Py_True) : NULL);
  O(PyObject_GetAttrString(method, "__doc__"));
  O(PyObject_CallFunctionObjArgs(PyDescr_NewClassMethod((PyTypeObject*)type, &describe_method),
                                 type, Py_None, NULL));
  O(PyObject_CallMethod(PyDescr_NewGetSet((PyTypeObject*)type, &twice), "__get__", "OO", made,
                        type));
  O(PyObject_CallMethod(PyDescr_NewMember((PyTypeObject*)type, &first_member), "__get__", "OO",
                        made, type));
  PyObject* text = PyUnicode_FromString("text");
  O(PyObject_CallFunction(
      PyWrapper_New(PyObject_GetAttrString((PyObject*)&PyUnicode_Type, "__len__"), text), NULL));
  Py_DECREF(made);
  PyObject* plain = _PyObject_New((PyTypeObject*)type);
  N(Py_TYPE(plain) == (PyTypeObject*)type);
  Py_DECREF(plain);
  void* memory = PyObject_Malloc(sizeof(PyVarObject) + 3 * sizeof(long));
  made = (Numbers*)PyObject_InitVar(memory, (PyTypeObject*)type, 3);
  N((void*)made == memory);
  made->values[2] = 55;
  O(third_of((PyObject*)made));
  PyObject* list = PyList_New(0);
  PyList_Append(list, (PyObject*)made);
  N(PyGC_Collect() >= 0);
  O(third_of(PyList_GetItem(list, 0)));
  Py_DECREF(list);
  Py_DECREF(made);
  memory = PyObject_Calloc(1, sizeof(PyVarObject));
  N(PyObject_Init(memory, (PyTypeObject*)type) == memory);
  Py_DECREF((PyObject*)memory);
  Numbers* in_cycles = PyObject_GC_NewVar(Numbers, (PyTypeObject*)tracked, 2);
  in_cycles->values[0] = 66;
  in_cycles = PyObject_GC_Resize(Numbers, in_cycles, 8);
  N(Py_SIZE((PyObject*)in_cycles));
  N(in_cycles->values[0]);
  in_cycles->values[2] = in_cycles->values[7] = 77;
  N(PyObject_GC_IsFinalized((PyObject*)in_cycles));
  PyObject_GC_Track(in_cycles);
  N(PyObject_GC_IsTracked((PyObject*)in_cycles));
  O(third_of((PyObject*)in_cycles));
  Py_DECREF(in_cycles);
  PyObject* other = (PyObject*)PyObject_GC_New(PyObject, (PyTypeObject*)derived);
  N(Py_TYPE(other) == (PyTypeObject*)derived);
  Py_DECREF(other);
  for (int i = 0; i < 3; i++) PyGC_Collect();
  int* block = PyMem_Malloc(8);
  block = PyMem_Realloc(block, 800);
  block[199] = 5;
  N(block[199]);
  PyMem_Free(block);
  block = PyMem_Calloc(10, 4);
  N(block[9]);
  PyMem_Free(block);
  block = PyObject_Malloc(4);
  block[0] = 9;
  block = PyObject_Realloc(block, 4000);
  N(block[0]);
  PyObject_Free(block);
  N(PyMem_Malloc(-1) == NULL);
  N(PyObject_Malloc(-1) == NULL);
  N(PyObject_Calloc(-1, 16) == NULL);
  END;
}
static PyObject* freed_count(PyObject* self, PyObject* arguments) { return PyLong_FromLong(freed); }

typedef struct {
  int started;
} Referent;
static PyStructSequence_Field fields[] = {{"one", NULL}, {"two", NULL}, {NULL}};
static PyStructSequence_Desc pair = {"threads.pair", NULL, fields, 2};
static PyObject* references(PyObject* self, PyObject* arguments) {
  BEGIN;
  PyObject *object = PyTuple_GetItem(arguments, 0), *on_death = PyTuple_GetItem(arguments, 1);
  PyObject *reference = PyWeakref_NewRef(object, NULL),
           *proxy = PyWeakref_NewProxy(object, on_death);
  N(PyWeakref_GetObject(reference) == object);
  N(PyWeakref_GetObject(proxy) == object);
  N(PyWeakref_GetObject(object) == NULL);
  O(PyObject_GetAttrString(proxy, "name"));
  O(PyWeakref_NewRef(Py_None, NULL));
  N(PyWeakref_NewRef(object, NULL) == reference);
  PyObject* sequence = PyStructSequence_New(PyStructSequence_NewType(&pair));
  PyStructSequence_SetItem(sequence, 0, PyLong_FromLong(1));
  PyStructSequence_SetItem(sequence, 1, PyLong_FromLong(2));
  B(PyStructSequence_GetItem(sequence, 1));
  static int one, two;
  PyObject* capsule = PyCapsule_New(&one, "json.capsule_of_test", NULL);
  N(PyCapsule_GetDestructor(capsule) == NULL);
  N(PyCapsule_SetDestructor(capsule, NULL));
  PyObject* json = PyImport_ImportModule("json");
  PyObject_SetAttrString(json, "capsule_of_test", capsule);
  N(PyCapsule_Import("json.capsule_of_test", 0) == &one);
  N(PyCapsule_SetPointer(capsule, &two));
  N(PyCapsule_Import("json.capsule_of_test", 1) == &two);
  N(PyCapsule_SetPointer(capsule, NULL));
  N(PyCapsule_SetName(capsule, "other"));
  N(PyCapsule_Import("json.capsule_of_test", 0) == NULL);
  S(PyCapsule_GetName(capsule));
  END;
}

static PyMethodDef methods[] = {
    GROUP(foreign_threads), GROUP(states),      GROUP(forked),     GROUP(pending_count),
    GROUP(instances),       GROUP(freed_count), GROUP(references), {NULL}};
static int executed(PyObject* module) { return 0; }
static PyModuleDef_Slot slots[] = {{Py_mod_exec, executed}, {0, NULL}};
static PyModuleDef definition = {PyModuleDef_HEAD_INIT, "threads", NULL, 64, methods, slots};
PyMODINIT_FUNC PyInit_threads(void) { return PyModuleDef_Init(&definition); }
