#include "interpreter/code_objects.h"

#include <algorithm>
#include <vector>

#include "gc/heap.h"
#include "runtime/factories.h"
#include "runtime/int.h"
#include "runtime/list.h"
#include "runtime/runtime.h"
#include "runtime/set.h"

namespace pyro::interpreter {

namespace {

RawObject interned_str(Thread* thread, const std::string& text) {
  Object str(thread, new_str(thread, text));
  return intern(thread, str);
}

// Names and short identifiers among constants are interned, as programs expect of identifiers.
bool looks_like_identifier(const std::string& text) {
  return std::all_of(text.begin(), text.end(),
                     [](unsigned char c) { return std::isalnum(c) || c == '_'; });
}

RawObject names_tuple(Thread* thread, const std::vector<std::string>& names) {
  Tuple tuple(thread, new_tuple(thread, static_cast<word>(names.size())));
  for (size_t i = 0; i < names.size(); i++) {
    RawObject name = interned_str(thread, names[i]);
    tuple_init(*tuple, static_cast<word>(i), name);
  }
  return *tuple;
}

RawObject constants_tuple(Thread* thread, const std::vector<compiler::Constant>& constants) {
  Tuple tuple(thread, new_tuple(thread, static_cast<word>(constants.size())));
  for (size_t i = 0; i < constants.size(); i++) {
    RawObject value = make_constant(thread, constants[i]);
    if (value.is_error()) return value;
    tuple_init(*tuple, static_cast<word>(i), value);
  }
  return *tuple;
}

// Without columns if -X no_debug_ranges asks for that.
std::string packed_positions(const compiler::CodeUnit& unit, bool with_columns) {
  std::vector<PositionRange> positions;
  positions.reserve(unit.positions.size());
  for (const auto& entry : unit.positions) {
    if (with_columns)
      positions.push_back(
          {entry.offset, entry.line, entry.end_line, entry.column, entry.end_column});
    else
      positions.push_back({entry.offset, entry.line, -1, -1, -1});
  }
  return pack_positions(positions);
}

std::unique_ptr<CodeBlock> make_block(const compiler::CodeUnit& unit) {
  auto block = std::make_unique<CodeBlock>();
  block->words = unit.words;
  for (const auto& entry : unit.exceptions) {
    block->exceptions.push_back({entry.start, entry.end, entry.handler, entry.exception_register});
  }
  block->cell_registers = unit.cell_registers;
  block->variable_registers = unit.variable_registers;
  block->register_count = unit.register_count + kSpareRegisters;
  block->flags = unit.flags;
  block->argument_count = unit.argument_count;
  block->positional_only_count = unit.positional_only_count;
  block->keyword_only_count = unit.keyword_only_count;
  block->parameter_count = unit.argument_count + unit.keyword_only_count +
                           ((unit.flags & compiler::kCodeVarargs) != 0) +
                           ((unit.flags & compiler::kCodeVarkeywords) != 0);
  block->simple_signature = block->parameter_count == unit.argument_count;
  block->cache_groups = unit.cache_groups;
  return block;
}

RawObject new_feedback(Thread* thread, word groups) {
  if (groups == 0) return RawObject::none();
  RawObject feedback =
      thread->heap()->allocate(LayoutId::kInternal, Kind::kFeedback, false, 1 + 3 * groups);
  if (feedback.is_error()) return RawObject::none();
  for (word i = 1; i < 1 + 3 * groups; i++) feedback.set_immediate_at(i, RawObject::unbound());
  return feedback;
}

RawObject big_constant(Thread* thread, const std::string& hexadecimal) {
  Object text(thread, new_str_ascii(thread, hexadecimal));
  return int_from_ascii(thread, hexadecimal, 16, text);
}

RawObject frozen_set_constant(Thread* thread, const compiler::Constant& constant) {
  AnySet set(thread, new_frozen_set(thread));
  Object item(thread, RawObject::none());
  for (const auto& element : constant.items) {
    item = make_constant(thread, element);
    if (item->is_error() || !set_add(thread, set, item)) return RawObject::error();
  }
  return *set;
}

}  // namespace

RawObject make_constant(Thread* thread, const compiler::Constant& constant) {
  using ConstantKind = compiler::Constant::Kind;
  switch (constant.kind) {
    case ConstantKind::kNone:
      return RawObject::none();
    case ConstantKind::kTrue:
      return RawObject::true_object();
    case ConstantKind::kFalse:
      return RawObject::false_object();
    case ConstantKind::kEllipsis:
      return RawObject::ellipsis();
    case ConstantKind::kInt:
      return constant.is_big ? big_constant(thread, constant.text)
                             : new_int(thread, constant.integer);
    case ConstantKind::kFloat:
      return new_float(thread, constant.real);
    case ConstantKind::kComplex:
      return new_complex(thread, constant.real, constant.imaginary);
    case ConstantKind::kStr:
      return looks_like_identifier(constant.text) ? interned_str(thread, constant.text)
                                                  : new_str(thread, constant.text);
    case ConstantKind::kBytes:
      return new_bytes(thread, constant.text);
    case ConstantKind::kTuple:
      return constants_tuple(thread, constant.items);
    case ConstantKind::kFrozenSet:
      return frozen_set_constant(thread, constant);
    case ConstantKind::kCode:
      return make_code(thread, *constant.code);
  }
  return RawObject::none();
}

void give_block(Thread* thread, const Code& code, const compiler::CodeUnit& unit,
                std::string positions) {
  std::unique_ptr<CodeBlock> block = make_block(unit);
  block->packed_positions = std::move(positions);
  RawObject feedback = new_feedback(thread, unit.cache_groups);
  code->set_feedback(feedback);
  code->set_packed(RawObject::none());
  code->set_block(thread->runtime()->add_code_block(std::move(block)));
  thread->heap()->register_native(*code);
}

RawObject make_code(Thread* thread, const compiler::CodeUnit& unit) {
  Object constants(thread, constants_tuple(thread, unit.constants));
  if (constants->is_error()) return *constants;
  Code code(thread, new_instance_of_kind(thread, Kind::kCode));
  code->set_block(0);
  code->set_constants(*constants);
  Object value(thread, RawObject::none());
  value = names_tuple(thread, unit.names);
  code->set_names(*value);
  value = names_tuple(thread, unit.variable_names);
  code->set_varnames(*value);
  value = names_tuple(thread, unit.cell_names);
  code->set_cellvars(*value);
  value = names_tuple(thread, unit.free_names);
  code->set_freevars(*value);
  value = interned_str(thread, unit.filename);
  code->set_filename(*value);
  value = interned_str(thread, unit.name);
  code->set_name(*value);
  value = interned_str(thread, unit.qualified_name);
  code->set_qualname(*value);
  code->set_argcount(unit.argument_count);
  code->set_posonlyargcount(unit.positional_only_count);
  code->set_kwonlyargcount(unit.keyword_only_count);
  code->set_nlocals(static_cast<word>(unit.variable_names.size()));
  code->set_stacksize(unit.register_count);
  code->set_flags(unit.flags);
  code->set_firstlineno(unit.first_line);
  give_block(thread, code, unit, packed_positions(unit, thread->runtime()->debug_ranges));
  return *code;
}

}  // namespace pyro::interpreter
