// Output of compressors, and the lock around their objects.

#pragma once

#include "modules/abi3/support/array.h"

namespace pyro::abi3 {

// Memory that a compressor writes to, in doubling steps up to a limit, and that becomes bytes at
// the end. What it does after the start it does without the interpreter's lock, so failures are
// kept until finish().
class Output {
 public:
  // `limit` < 0: no limit. `first` is the room to begin with.
  explicit Output(Py_ssize_t limit = -1, Py_ssize_t first = 16384) : limit_(limit), step_(first) {
    if (limit_ >= 0 && step_ > limit_) step_ = limit_;
    if (step_ < 1) step_ = 1;
  }
  ~Output() { free(memory_); }
  Output(const Output&) = delete;
  Output& operator=(const Output&) = delete;

  // Room for the next step: where, and how many bytes. False if the limit is reached or memory is
  // out.
  bool more(unsigned char** place, size_t* room) {
    if (limit_ >= 0 && used_ >= limit_) return false;
    Py_ssize_t wanted = capacity_ == 0 ? step_ : capacity_ * 2;
    if (limit_ >= 0 && wanted > limit_) wanted = limit_;
    if (used_ == capacity_) {
      auto* memory = static_cast<unsigned char*>(realloc(memory_, static_cast<size_t>(wanted)));
      if (memory == nullptr) {
        failed_ = true;
        return false;
      }
      memory_ = memory;
      capacity_ = wanted;
    }
    *place = memory_ + used_;
    *room = static_cast<size_t>(capacity_ - used_);
    return true;
  }
  void wrote(size_t count) { used_ += static_cast<Py_ssize_t>(count); }
  Py_ssize_t used() const { return used_; }
  const unsigned char* data() const { return memory_; }
  bool at_limit() const { return limit_ >= 0 && used_ >= limit_; }
  bool failed() const { return failed_; }

  PyObject* finish() {
    if (failed_) return PyErr_NoMemory();
    return PyBytes_FromStringAndSize(reinterpret_cast<char*>(memory_), used_);
  }

 private:
  unsigned char* memory_ = nullptr;
  Py_ssize_t used_ = 0, capacity_ = 0, limit_, step_;
  bool failed_ = false;
};

// A lock for an object whose methods let go of the interpreter's lock while they work on it.
class ObjectLock {
 public:
  // False with MemoryError.
  bool create() {
    lock_ = PyThread_allocate_lock();
    if (lock_ == nullptr) PyErr_NoMemory();
    return lock_ != nullptr;
  }
  void destroy() {
    if (lock_ != nullptr) PyThread_free_lock(lock_);
    lock_ = nullptr;
  }
  void acquire() {
    if (PyThread_acquire_lock(lock_, NOWAIT_LOCK) != 0) return;
    Unlocked unlocked;
    PyThread_acquire_lock(lock_, WAIT_LOCK);
  }
  void release() { PyThread_release_lock(lock_); }

 private:
  PyThread_type_lock lock_;
};

class LockScope {
 public:
  explicit LockScope(ObjectLock& lock) : lock_(lock) { lock_.acquire(); }
  ~LockScope() { lock_.release(); }
  LockScope(const LockScope&) = delete;
  LockScope& operator=(const LockScope&) = delete;

 private:
  ObjectLock& lock_;
};

}  // namespace pyro::abi3
