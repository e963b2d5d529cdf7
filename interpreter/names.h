#pragma once

#include "runtime/frame.h"

// Slow paths of the instructions that read and write names.

namespace pyro::interpreter {

void raise_unbound_local(Thread* thread, ActiveFrame* frame, uint32_t variable);
void raise_unbound_cell(Thread* thread, ActiveFrame* frame, uint32_t cell);
// `pc` is the LOAD_GLOBAL or LOAD_NAME instruction, which is quickened if the result can be cached.
RawObject load_global(Thread* thread, ActiveFrame* frame, uint32_t name, uint32_t cache,
                      const uint32_t* pc);
[[nodiscard]] bool store_global(Thread* thread, ActiveFrame* frame, uint32_t name, RawObject value);
[[nodiscard]] bool delete_global(Thread* thread, ActiveFrame* frame, uint32_t name);
RawObject load_name(Thread* thread, ActiveFrame* frame, uint32_t name);
[[nodiscard]] bool store_name(Thread* thread, ActiveFrame* frame, uint32_t name, RawObject value);
[[nodiscard]] bool delete_name(Thread* thread, ActiveFrame* frame, uint32_t name);
RawObject load_class_cell(Thread* thread, ActiveFrame* frame, uint32_t name, RawObject cell);
[[nodiscard]] bool setup_annotations(Thread* thread, ActiveFrame* frame);

}  // namespace pyro::interpreter
