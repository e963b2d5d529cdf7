#pragma once

#include "runtime/frame.h"

// Slow paths of attribute instructions: they do the operation, and quicken the instruction when the
// same will be cheap the next time. `pc` is the instruction.

namespace pyro::interpreter {

// The runtime's slot cache: a second level behind the inline caches.
enum class SlotUse : uint64_t { kRead, kWrite, kMethod };
// A word of the object (inside), or (word << 32 | element) of the overflow array in that word; -1:
// unknown. For kMethod 0: no attribute of the instance hides the type's.
word find_cached_slot(Thread* thread, ActiveFrame* frame, uint32_t name_index, RawObject object,
                      SlotUse use);
// Whether a miss of an inline cache that the slot cache answered should refill it: now and then, so
// that sites which see several layouts are not rewritten all the time, and those which see a new
// one adapt.
inline bool refill_now(Thread* thread) { return (++thread->cache_misses & 7) == 0; }

RawObject get_attribute_and_cache(Thread* thread, ActiveFrame* frame, const uint32_t* pc,
                                  RawObject object);
[[nodiscard]] bool set_attribute_and_cache(Thread* thread, ActiveFrame* frame, const uint32_t* pc,
                                           RawObject object, RawObject value);
// Fills window[0] and window[1] as GET_METHOD says.
[[nodiscard]] bool get_method_and_cache(Thread* thread, ActiveFrame* frame, const uint32_t* pc,
                                        RawObject object, RawObject* window);
RawObject load_super_attribute(Thread* thread, ActiveFrame* frame, uint32_t name,
                               RawObject* window);

}  // namespace pyro::interpreter
