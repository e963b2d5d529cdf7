#pragma once

#include "objects/objects.h"

// Rooted locals.
//
// The collector moves objects, so a raw value (RawObject, RawList ...) must not live across
// anything that may collect. What must live longer goes into a rooted local, named after the kind
// without "Raw":
//
//   List list(thread, raw);     // roots the value until the end of the scope; stack only, strictly
//   last-in first-out list->length();             // access through the current address *list //
//   the raw value, for passing on or returning list = other_raw;           // re-assignment
//
// `const List&` is the type of a parameter that the callee uses across safepoints. A rooted List
// converts to `const Object&`, as RawList does to RawObject. A function that takes Thread* may
// collect and may run Python code; one that may not ends in NoGC. Never write f(*a, g(thread)): if
// g collects, the copy of *a is stale. See docs/gc-safety.md.

namespace pyro {

class Thread;

struct RootLink {
  RawObject value;
  RootLink* previous;
};

// Gives access to the head of a thread's chain without needing the definition of Thread.
struct RootChain {
  RootLink* head = nullptr;
};

template <typename T>
class Rooted : public Rooted<typename T::Super> {
 public:
  Rooted(Thread* thread, RawObject value) : Rooted<typename T::Super>(thread, value) {}
  T operator*() const { return T(this->link_.value.raw()); }
  // The arrow goes through a temporary copy of the raw value; all raw accessors are const.
  const T* operator->() const { return reinterpret_cast<const T*>(&this->link_.value); }
  Rooted& operator=(RawObject value) {
    this->link_.value = value;
    return *this;
  }
};

template <>
class Rooted<RawObject> {
 public:
  inline Rooted(Thread* thread, RawObject value);
  inline ~Rooted();
  Rooted(const Rooted&) = delete;
  Rooted& operator=(const Rooted&) = delete;
  RawObject operator*() const { return link_.value; }
  const RawObject* operator->() const { return &link_.value; }
  Rooted& operator=(RawObject value) {
    link_.value = value;
    return *this;
  }

 protected:
  RootLink link_;
  RootChain* chain_;
};

using Object = Rooted<RawObject>;
#define PYRO_DEFINE_ROOTED(Name) using Name = Rooted<Raw##Name>;
PYRO_KINDS(PYRO_DEFINE_ROOTED)
#undef PYRO_DEFINE_ROOTED

RootChain* root_chain(Thread* thread);

inline Rooted<RawObject>::Rooted(Thread* thread, RawObject value) : chain_(root_chain(thread)) {
  link_.value = value;
  link_.previous = chain_->head;
  chain_->head = &link_;
}
inline Rooted<RawObject>::~Rooted() {
  assert(chain_->head == &link_);
  chain_->head = link_.previous;
}

// The arguments of a native function, already bound to its signature: exactly one value for each
// parameter, Unbound where an optional one was omitted; *args is a tuple, **kwargs a dict. They lie
// in the VM's stack and are roots themselves, so reading them again after a safepoint is always
// right.
class Arguments {
 public:
  explicit Arguments(RawObject* values) : values_(values) {}
  RawObject operator[](word index) const { return values_[index]; }
  bool has(word index) const { return !values_[index].is_unbound(); }
  RawObject get_or(word index, RawObject fallback) const {
    return has(index) ? values_[index] : fallback;
  }
  void set(word index, RawObject value) const { values_[index] = value; }
  RawObject* begin() const { return values_; }

 private:
  RawObject* values_;
};

}  // namespace pyro
