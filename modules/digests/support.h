#pragma once

#include <string_view>

#include "modules/support.h"
#include "runtime/buffer.h"

// What hash objects share. A hash object is a NativeHandle whose resource is the state of the
// computation.

namespace pyro {

// The bytes to hash. TypeError for a str and for anything without a buffer.
[[nodiscard]] bool acquire_hash_input(Thread* thread, BufferView* view, const Object& data);

RawObject new_hex_text(Thread* thread, std::string_view digest);

// An instance of `type` that owns the state.
RawObject new_hash_object(Thread* thread, const Object& type,
                          std::unique_ptr<NativeResource> state);

template <typename State>
State* hash_state(Thread* thread, RawObject self) {
  word index = RawNativeHandle::cast(self).resource();
  return static_cast<State*>(thread->runtime()->native_resource_at(index));
}

}  // namespace pyro
