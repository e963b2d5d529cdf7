#include "interpreter/local_variables.h"

#include "interpreter/handlers.h"
#include "runtime/dict.h"
#include "runtime/factories.h"

namespace pyro::interpreter {

namespace {

void add_variable(Thread* thread, const Dict& dict, const Object& name, RawObject raw_value) {
  if (is_heap_cell(raw_value)) raw_value = RawCell(raw_value.raw()).value();
  if (raw_value.is_unbound()) return;
  Object value(thread, raw_value);
  dict_set_str(thread, dict, name, value);
}

}  // namespace

namespace {

// `value_at(i)` is register i, read anew each time.
template <typename ValueAt>
RawObject collect_variables(Thread* thread, const Code& code, ValueAt value_at) {
  Dict dict(thread, new_dict(thread));
  Object name(thread, RawObject::none());
  word variables = tuple_length(code->varnames());
  const CodeBlock* block = code_block(thread, *code);
  for (word i = 0; i < variables; i++) {
    name = tuple_at(code->varnames(), i);
    add_variable(thread, dict, name,
                 value_at(block->variable_registers.empty()
                              ? i
                              : block->variable_registers[static_cast<size_t>(i)]));
  }
  word own_cells = tuple_length(code->cellvars());
  for (size_t i = 0; i < block->cell_registers.size(); i++) {
    word index = static_cast<word>(i);
    name = index < own_cells ? tuple_at(code->cellvars(), index)
                             : tuple_at(code->freevars(), index - own_cells);
    RawObject cell = value_at(block->cell_registers[i]);
    if (is_heap_cell(cell)) add_variable(thread, dict, name, cell);
  }
  return *dict;
}

}  // namespace

RawObject frame_locals(Thread* thread, ActiveFrame* frame) {
  if ((frame->flags & kFrameNamespace) != 0) return frame->locals;
  Code code(thread, frame->code);
  return collect_variables(thread, code, [frame](word index) { return frame->registers[index]; });
}

RawObject detached_locals(Thread* thread, const Code& code, const Object& registers) {
  return collect_variables(thread, code,
                           [&registers](word index) { return array_at(*registers, index); });
}

}  // namespace pyro::interpreter
