#include <pthread.h>
#include <semaphore.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <ctime>

#include "capi_emulation/api.h"
#include "capi_emulation/thread_hooks.h"

// Thread states, the lock of the runtime, locks and thread-specific storage (documentation:
// "Initialization, Finalization, and Threads").

using namespace pyro;
using namespace pyro::capi;

PYRO_API void* PyEval_SaveThread() {
  Thread* thread = current_thread();
  release_runtime_lock(thread);
  attached_thread = nullptr;
  return thread;
}
PYRO_API void PyEval_RestoreThread(void* state) {
  int saved = errno;
  Thread* thread = static_cast<Thread*>(state);
  acquire_runtime_lock(thread);
  attached_thread = thread;
  errno = saved;
}
PYRO_API void PyEval_AcquireThread(void* state) { PyEval_RestoreThread(state); }
PYRO_API void PyEval_ReleaseThread(void*) { PyEval_SaveThread(); }
PYRO_API void PyEval_AcquireLock() {}
PYRO_API void PyEval_ReleaseLock() {}
PYRO_API void PyEval_InitThreads() {}
PYRO_API int PyEval_ThreadsInitialized() { return 1; }
// 1 (unlocked): PyGILState_Release has to give the lock up again.
PYRO_API int PyGILState_Ensure() {
  if (attached_thread != nullptr) return 0;
  Thread* thread = attach_native_thread();
  acquire_runtime_lock(thread);
  attached_thread = thread;
  return 1;
}
PYRO_API void PyGILState_Release(int state) {
  if (state != 1) return;
  Thread* thread = attached_thread;
  if (is_native_thread()) {
    thread->runtime()->hooks.safepoint(thread);
    if (thread->has_exception()) thread->take_exception();
    attached_thread = nullptr;
    detach_native_thread(thread);
    return;
  }
  attached_thread = nullptr;
  release_runtime_lock(thread);
}
// States without a thread of the system: somebody swaps them in later.
PYRO_API void* PyThreadState_New(void* runtime) {
  return new_thread_state(static_cast<Runtime*>(runtime));
}
PYRO_API void PyThreadState_Clear(void* state) {
  Thread* thread = static_cast<Thread*>(state);
  thread->dict = RawObject::none();
  thread->take_exception();
}
PYRO_API void PyThreadState_Delete(void* state) {
  delete_thread_state(static_cast<Thread*>(state));
}
// Of the running thread: the lock goes too.
PYRO_API void PyThreadState_DeleteCurrent() {
  Thread* thread = attached_thread;
  attached_thread = nullptr;
  if (is_native_thread())
    detach_native_thread(thread);
  else
    delete_thread_state(thread);
}
PYRO_API void* _PyThreadState_Prealloc(void* runtime) { return PyThreadState_New(runtime); }
PYRO_API void _PyThreadState_Init(void*) {}
PYRO_API void* PyGILState_GetThisThreadState() {
  return attached_thread != nullptr ? attached_thread : detached_thread_of_this_thread();
}
PYRO_API void* PyThreadState_Get() { return attached_thread; }
PYRO_API void* PyThreadState_Swap(void* state) {
  Thread* old = attached_thread;
  attached_thread = static_cast<Thread*>(state);
  return old;
}
PYRO_API void* PyThreadState_GetInterpreter(void* state) {
  return static_cast<Thread*>(state)->runtime();
}
PYRO_API uint64_t PyThreadState_GetID(void* state) {
  return static_cast<Thread*>(state)->identifier + 1;
}
PYRO_API PyObject* PyThreadState_GetDict() {
  Thread* thread = current_thread();
  if (thread == nullptr) return nullptr;
  if (!is_heap_dict(thread->dict)) thread->dict = new_dict(thread);
  return lend(thread, thread->dict);
}
PYRO_API int PyThreadState_SetAsyncExc(unsigned long identifier, PyObject* exception) {
  Thread* thread = current_thread();
  if (thread->identifier != identifier) return 0;
  thread->async_exception = exception == nullptr ? RawObject::none() : value_of(thread, exception);
  thread->interrupts |= kInterruptAsyncException;
  return 1;
}
PYRO_API void* PyInterpreterState_Get() { return current_thread()->runtime(); }
PYRO_API int64_t PyInterpreterState_GetID(void*) { return 0; }
namespace {
constexpr char kInterpreterDictKey = 0;
}  // namespace
PYRO_API PyObject* PyInterpreterState_GetDict(void*) {
  Thread* thread = current_thread();
  RawObject dict = thread->runtime()->module_state(&kInterpreterDictKey);
  if (dict.is_none()) {
    dict = new_dict(thread);
    thread->runtime()->set_module_state(&kInterpreterDictKey, dict);
  }
  return lend(thread, dict);
}

// --- recursion

PYRO_API int Py_EnterRecursiveCall(const char* where) {
  Thread* thread = current_thread();
  if (thread->recursion_depth < thread->runtime()->recursion_limit) {
    thread->recursion_depth++;
    return 0;
  }
  raise(thread, Exc::kRecursionError, "maximum recursion depth exceeded%s",
        where == nullptr ? "" : where);
  return -1;
}
PYRO_API void Py_LeaveRecursiveCall() { current_thread()->recursion_depth--; }
PYRO_API int Py_GetRecursionLimit() {
  return static_cast<int>(current_thread()->runtime()->recursion_limit);
}
PYRO_API void Py_SetRecursionLimit(int limit) {
  current_thread()->runtime()->recursion_limit = limit;
}

// --- locks: a semaphore, since a lock may be released by another thread

PYRO_API void* PyThread_allocate_lock() {
  auto* lock = static_cast<sem_t*>(std::malloc(sizeof(sem_t)));
  if (lock != nullptr) sem_init(lock, 0, 1);
  return lock;
}
PYRO_API void PyThread_free_lock(void* lock) {
  sem_destroy(static_cast<sem_t*>(lock));
  std::free(lock);
}
// 0 failure, 1 acquired, 2 interrupted by a signal. Microseconds; negative: for ever.
PYRO_API int PyThread_acquire_lock_timed(void* lock, long long microseconds, int interruptible) {
  auto* semaphore = static_cast<sem_t*>(lock);
  timespec deadline{};
  if (microseconds > 0) {
    clock_gettime(CLOCK_REALTIME, &deadline);
    deadline.tv_sec += microseconds / 1000000;
    deadline.tv_nsec += microseconds % 1000000 * 1000;
    if (deadline.tv_nsec >= 1000000000) deadline.tv_sec++, deadline.tv_nsec -= 1000000000;
  }
  while (true) {
    int result = microseconds == 0  ? sem_trywait(semaphore)
                 : microseconds < 0 ? sem_wait(semaphore)
                                    : sem_timedwait(semaphore, &deadline);
    if (result == 0) return 1;
    if (errno != EINTR) return 0;
    if (interruptible != 0) return 2;
  }
}
PYRO_API int PyThread_acquire_lock(void* lock, int wait) {
  return PyThread_acquire_lock_timed(lock, wait != 0 ? -1 : 0, 0);
}
PYRO_API void PyThread_release_lock(void* lock) { sem_post(static_cast<sem_t*>(lock)); }

// --- threads

namespace {
struct StartArguments {
  void (*function)(void*);
  void* argument;
};
void* run_thread(void* raw) {
  StartArguments start = *static_cast<StartArguments*>(raw);
  delete static_cast<StartArguments*>(raw);
  start.function(start.argument);
  return nullptr;
}
}  // namespace
PYRO_API size_t PyThread_get_stacksize() {
  Thread* thread = current_thread();
  Object zero(thread, RawObject::from_small_int(0));
  Object function(thread, module_attribute(thread, "_thread", "stack_size"));
  Object old(thread, call(thread, function, zero));
  if (old->is_error()) return thread->take_exception(), 0;
  call(thread, function, old);
  return static_cast<size_t>(old->small_int());
}
// -1: the size is not possible.
PYRO_API int PyThread_set_stacksize(size_t size) {
  Thread* thread = current_thread();
  Object value(thread, RawObject::from_small_int(static_cast<word>(size)));
  Object function(thread, module_attribute(thread, "_thread", "stack_size"));
  if (!call(thread, function, value).is_error()) return 0;
  thread->take_exception();
  return -1;
}
PYRO_API unsigned long PyThread_start_new_thread(void (*function)(void*), void* argument) {
  pthread_t thread;
  auto* start = new StartArguments{function, argument};
  pthread_attr_t attributes;
  pthread_attr_init(&attributes);
  size_t stack = PyThread_get_stacksize();
  if (stack != 0) pthread_attr_setstacksize(&attributes, stack);
  int error = pthread_create(&thread, &attributes, run_thread, start);
  pthread_attr_destroy(&attributes);
  if (error != 0) {
    delete start;
    return static_cast<unsigned long>(-1);
  }
  pthread_detach(thread);
  return thread;
}
PYRO_API void PyThread_exit_thread() { pthread_exit(nullptr); }
PYRO_API void PyThread_init_thread() {}
PYRO_API unsigned long PyThread_get_thread_ident() { return pthread_self(); }
PYRO_API unsigned long PyThread_get_thread_native_id() {
  return static_cast<unsigned long>(syscall(SYS_gettid));
}

// --- thread-specific storage: Py_tss_t is an int and a key

namespace {
struct ThreadKey {
  int initialized;
  pthread_key_t key;
};
}  // namespace
PYRO_API ThreadKey* PyThread_tss_alloc() {
  return static_cast<ThreadKey*>(std::calloc(1, sizeof(ThreadKey)));
}
PYRO_API int PyThread_tss_is_created(ThreadKey* key) { return key->initialized; }
PYRO_API int PyThread_tss_create(ThreadKey* key) {
  if (key->initialized != 0) return 0;
  if (pthread_key_create(&key->key, nullptr) != 0) return -1;
  key->initialized = 1;
  return 0;
}
PYRO_API void PyThread_tss_delete(ThreadKey* key) {
  if (key->initialized == 0) return;
  pthread_key_delete(key->key);
  key->initialized = 0;
}
PYRO_API void PyThread_tss_free(ThreadKey* key) {
  if (key == nullptr) return;
  PyThread_tss_delete(key);
  std::free(key);
}
PYRO_API int PyThread_tss_set(ThreadKey* key, void* value) {
  return pthread_setspecific(key->key, value) == 0 ? 0 : -1;
}
PYRO_API void* PyThread_tss_get(ThreadKey* key) { return pthread_getspecific(key->key); }
PYRO_API int PyThread_create_key() {
  pthread_key_t key;
  return pthread_key_create(&key, nullptr) == 0 ? static_cast<int>(key) : -1;
}
PYRO_API void PyThread_delete_key(int key) { pthread_key_delete(static_cast<pthread_key_t>(key)); }
PYRO_API int PyThread_set_key_value(int key, void* value) {
  return pthread_setspecific(static_cast<pthread_key_t>(key), value) == 0 ? 0 : -1;
}
PYRO_API void* PyThread_get_key_value(int key) {
  return pthread_getspecific(static_cast<pthread_key_t>(key));
}
PYRO_API void PyThread_delete_key_value(int key) { PyThread_set_key_value(key, nullptr); }
PYRO_API void PyThread_ReInitTLS() {}
PYRO_API PyObject* PyThread_GetInfo() {
  Thread* thread = current_thread();
  return new_reference(thread, module_attribute(thread, "sys", "thread_info"));
}
