// The _hashlib module: digests, HMAC and key derivation of libcrypto. The hashlib and hmac modules
// are built on it.

#pragma once

#include <openssl/evp.h>

#include "modules/abi3/support/output.h"

namespace pyro::abi3 {

// Digests that have a constructor of their own come first, in the order of the constructors.
constexpr int kConstructors = 12;

struct HashState {
  PyTypeObject* hash;
  PyTypeObject* hash_of_any_length;
  PyTypeObject* hmac;
  PyObject* unsupported_error;
  PyObject* constructors;  // dict of constructor function: name
  // Fetched at first use, for security (0) or not (1): fetching takes longer than a small digest.
  EVP_MD* digests[kConstructors][2];
  EVP_MD_CTX* spare;  // for the next copy, or null
};

inline HashState* hash_state(PyObject* module) { return state_of<HashState>(module); }

// Raises what libcrypto has queued, as ValueError "[library] reason" or in another type; null.
PyObject* raise_crypto_error(PyObject* type = nullptr);

// Updates above this size let other threads run.
constexpr Py_ssize_t kLongUpdate = 2048;

// The buffer of an object to hash: TypeErrors of their own for str and for other types.
bool acquire_message(PyObject* object, Buffer* buffer);

// The digest of a name of Python or of libcrypto; release with EVP_MD_free. Null with ValueError.
EVP_MD* fetch_digest(HashState* state, const char* name, bool for_security);
// The same from a digestmod argument: a name, or a constructor of the module. Null with an
// exception.
EVP_MD* fetch_digest(HashState* state, PyObject* digestmod);
// Python's name of a digest.
PyObject* digest_name(const EVP_MD* digest);

PyObject* hex_text(const unsigned char* data, size_t size);

// Guards a context against a second thread, once it was updated without the interpreter's lock.
class LazyLock {
 public:
  bool ensure() {
    if (lock_ == nullptr) lock_ = PyThread_allocate_lock();
    return lock_ != nullptr;
  }
  void destroy() {
    if (lock_ != nullptr) PyThread_free_lock(lock_);
  }
  void acquire() {
    if (lock_ == nullptr || PyThread_acquire_lock(lock_, NOWAIT_LOCK) != 0) return;
    Unlocked unlocked;
    PyThread_acquire_lock(lock_, WAIT_LOCK);
  }
  void release() {
    if (lock_ != nullptr) PyThread_release_lock(lock_);
  }

 private:
  PyThread_type_lock lock_;
};

// Feeds `data` by `step(data, size)`, without the interpreter's lock if it is long. False if the
// step failed.
template <class Step>
bool update_with(LazyLock* lock, const Buffer& data, Step step) {
  auto size = static_cast<size_t>(data.size());
  bool done;
  if (data.size() >= kLongUpdate && lock->ensure()) {
    lock->acquire();
    {
      Unlocked unlocked;
      done = step(data.data(), size);
    }
    lock->release();
    return done;
  }
  lock->acquire();
  done = step(data.data(), size);
  lock->release();
  return done;
}

// A hash of the message so far, which may be null. A `lasting` digest lives as long as the state.
PyObject* new_hash(HashState* state, const EVP_MD* digest, PyObject* message, bool for_security,
                   bool lasting);
bool add_hash_types(PyObject* module);
bool add_hmac_type(PyObject* module);

PyObject* hmac_new(PyObject* module, PyObject* arguments, PyObject* names);
PyObject* hmac_digest(PyObject* module, PyObject* arguments, PyObject* names);
PyObject* derive_pbkdf2(PyObject* module, PyObject* arguments, PyObject* names);
PyObject* derive_scrypt(PyObject* module, PyObject* arguments, PyObject* names);

}  // namespace pyro::abi3
