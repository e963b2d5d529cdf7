#pragma once

#include "object.h"

// Threads and the interpreter's lock. A module releases the lock around calls that wait:
//
//   Py_BEGIN_ALLOW_THREADS
//   count = read(file, buffer, size);  // no object may be touched here
//   Py_END_ALLOW_THREADS
//
// Code that the system calls from outside, on a thread of any origin, takes it:
//
//   PyGILState_STATE state = PyGILState_Ensure();
//   ...
//   PyGILState_Release(state);

PYRO_API_BEGIN

// --- the lock

// Releases it; the result is for RestoreThread, on the same thread.
PyThreadState* PyEval_SaveThread(void);
void PyEval_RestoreThread(PyThreadState* thread);
void PyEval_AcquireThread(PyThreadState* thread);
void PyEval_ReleaseThread(PyThreadState* thread);
void PyEval_AcquireLock(void);
void PyEval_ReleaseLock(void);
void PyEval_InitThreads(void);
int PyEval_ThreadsInitialized(void);

#define Py_BEGIN_ALLOW_THREADS \
  {                            \
    PyThreadState* _save;      \
    _save = PyEval_SaveThread();
#define Py_BLOCK_THREADS PyEval_RestoreThread(_save);
#define Py_UNBLOCK_THREADS _save = PyEval_SaveThread();
#define Py_END_ALLOW_THREADS   \
  PyEval_RestoreThread(_save); \
  }

typedef enum {
  PyGILState_LOCKED,
  PyGILState_UNLOCKED,
} PyGILState_STATE;

PyGILState_STATE PyGILState_Ensure(void);
void PyGILState_Release(PyGILState_STATE state);
// Null if this thread never had one.
PyThreadState* PyGILState_GetThisThreadState(void);

// --- states of threads and interpreters

PyThreadState* PyThreadState_Get(void);
#define PyThreadState_GET() PyThreadState_Get()
PyThreadState* PyThreadState_Swap(PyThreadState* thread);
PyThreadState* PyThreadState_New(PyInterpreterState* interpreter);
void PyThreadState_Clear(PyThreadState* thread);
void PyThreadState_Delete(PyThreadState* thread);
PyInterpreterState* PyThreadState_GetInterpreter(PyThreadState* thread);
PyFrameObject* PyThreadState_GetFrame(PyThreadState* thread);
uint64_t PyThreadState_GetID(PyThreadState* thread);
// Borrowed; null without an exception.
PyObject* PyThreadState_GetDict(void);
// The number of threads that will raise it.
int PyThreadState_SetAsyncExc(unsigned long thread, PyObject* exception);

PyInterpreterState* PyInterpreterState_Get(void);
PyInterpreterState* PyInterpreterState_New(void);
void PyInterpreterState_Clear(PyInterpreterState* interpreter);
void PyInterpreterState_Delete(PyInterpreterState* interpreter);
int64_t PyInterpreterState_GetID(PyInterpreterState* interpreter);
PyObject* PyInterpreterState_GetDict(PyInterpreterState* interpreter);

// --- threads and locks of the system; none of these needs the interpreter's lock

typedef void* PyThread_type_lock;
typedef enum PyLockStatus {
  PY_LOCK_FAILURE = 0,
  PY_LOCK_ACQUIRED = 1,
  PY_LOCK_INTR = 2,
} PyLockStatus;
#define WAIT_LOCK 1
#define NOWAIT_LOCK 0
// Microseconds.
#define PY_TIMEOUT_T long long
#define PY_TIMEOUT_MAX (LLONG_MAX / 1000)
#define PY_HAVE_THREAD_NATIVE_ID

void PyThread_init_thread(void);
unsigned long PyThread_start_new_thread(void (*function)(void*), void* argument);
void _Py_NO_RETURN PyThread_exit_thread(void);
unsigned long PyThread_get_thread_ident(void);
unsigned long PyThread_get_thread_native_id(void);
size_t PyThread_get_stacksize(void);
int PyThread_set_stacksize(size_t size);
PyObject* PyThread_GetInfo(void);

PyThread_type_lock PyThread_allocate_lock(void);
void PyThread_free_lock(PyThread_type_lock lock);
int PyThread_acquire_lock(PyThread_type_lock lock, int wait);
// Negative: for ever. `interruptible`: signals end the waiting.
PyLockStatus PyThread_acquire_lock_timed(PyThread_type_lock lock, PY_TIMEOUT_T microseconds,
                                         int interruptible);
void PyThread_release_lock(PyThread_type_lock lock);

// --- a value for each thread

typedef struct _Py_tss_t Py_tss_t;
Py_tss_t* PyThread_tss_alloc(void);
void PyThread_tss_free(Py_tss_t* key);
int PyThread_tss_is_created(Py_tss_t* key);
int PyThread_tss_create(Py_tss_t* key);
void PyThread_tss_delete(Py_tss_t* key);
int PyThread_tss_set(Py_tss_t* key, void* value);
void* PyThread_tss_get(Py_tss_t* key);
// Old form.
int PyThread_create_key(void);
void PyThread_delete_key(int key);
int PyThread_set_key_value(int key, void* value);
void* PyThread_get_key_value(int key);
void PyThread_delete_key_value(int key);
void PyThread_ReInitTLS(void);

PYRO_API_END
