#include <string>

#include "compiler/bytecodes.h"
#include "interpreter/code_assembly.h"
#include "interpreter/code_objects.h"
#include "interpreter/handlers.h"
#include "lib-python/natives.h"
#include "runtime/attributes.h"
#include "runtime/dict.h"
#include "runtime/errors.h"
#include "runtime/factories.h"
#include "runtime/list.h"
#include "runtime/operations.h"
#include "runtime/runtime.h"
#include "runtime/str.h"

// code. Offsets that Python sees count two for each instruction word, so that `lasti // 2` is an
// index into co_positions().

namespace pyro::natives {

using interpreter::code_block;
using interpreter::kPartCount;

namespace {

constexpr word kOffsetUnit = 2;

// The block of a code object that was woken. Null: it is malformed, and the exception is pending.
const CodeBlock* block_of(Thread* thread, RawObject object) {
  Code code(thread, object);
  return interpreter::wake_code(thread, code) ? code_block(thread, *code) : nullptr;
}

// A code object for Python programs to hold, checked now.
RawObject checked_code(Thread* thread, const Tuple& parts) {
  Object made(thread, interpreter::assemble_code(thread, parts));
  return made->is_error() || block_of(thread, *made) != nullptr ? *made : RawObject::error();
}

// The names of the constructor's parameters as attributes: replace(co_NAME=...).
constexpr const char* kPartAttributes[] = {
    "co_argcount",  "co_posonlyargcount", "co_kwonlyargcount", "co_nlocals",
    "co_stacksize", "co_flags",           "co_code",           "co_consts",
    "co_names",     "co_varnames",        "co_filename",       "co_name",
    "co_qualname",  "co_firstlineno",     "co_linetable",      "co_exceptiontable",
    "co_freevars",  "co_cellvars"};
static_assert(std::size(kPartAttributes) == kPartCount);

}  // namespace

RawObject code___new__(Thread* thread, Arguments arguments) {
  Tuple parts(thread, new_tuple(thread, kPartCount));
  for (word i = 0; i < kPartCount; i++) {
    tuple_init(*parts, i, arguments.get_or(i + 1, thread->runtime()->empty_tuple()));
  }
  return checked_code(thread, parts);
}

RawObject code_replace(Thread* thread, Arguments arguments) {
  Object self(thread, arguments[0]);
  Dict changes(thread, arguments[1]);
  Tuple parts(thread, interpreter::code_parts(thread, self));
  RawObject key, value;
  for (word position = 0; dict_next_NoGC(*changes, &position, &key, &value);) {
    word part = 0;
    while (part < kPartCount &&
           !str_equals_ascii_NoGC(underlying_value(key), kPartAttributes[part]))
      part++;
    if (part == kPartCount) {
      Object name(thread, key);
      return raise_type_error(thread, "'%S' is an invalid keyword argument for replace()", &name);
    }
    tuple_init(*parts, part, value);
  }
  return checked_code(thread, parts);
}

RawObject code___repr__(Thread* thread, Arguments arguments) {
  Code self(thread, arguments[0]);
  Object name(thread, self->name()), filename(thread, self->filename());
  return new_str_format(thread, "<code object %S at 0x%lx, file \"%S\", line %ld>", &name,
                        thread->heap()->identity(*self), &filename, self->firstlineno());
}

namespace {

// Constants are equal only if their types are too: 1, 1.0 and True are different constants.
Truth same_constant(Thread* thread, const Object& left, const Object& right) {
  if (!(type_of(thread, *left) == type_of(thread, *right))) return Truth::kFalse;
  if (!is_exact_tuple(*left)) {
    if (!is_exact_float(*left)) return equals(thread, left, right);
    // Zeros of either sign differ.
    double x = float_value_of(*left), y = float_value_of(*right);
    return truth_of(std::bit_cast<uint64_t>(x) == std::bit_cast<uint64_t>(y));
  }
  if (tuple_length(*left) != tuple_length(*right)) return Truth::kFalse;
  Object x(thread, RawObject::none()), y(thread, RawObject::none());
  for (word i = 0; i < tuple_length(*left); i++) {
    x = tuple_at(*left, i);
    y = tuple_at(*right, i);
    Truth same = same_constant(thread, x, y);
    if (same != Truth::kTrue) return same;
  }
  return Truth::kTrue;
}

Truth same_code(Thread* thread, const Code& left, const Code& right) {
  if (*left == *right) return Truth::kTrue;
  if (left->argcount() != right->argcount() ||
      left->posonlyargcount() != right->posonlyargcount() ||
      left->kwonlyargcount() != right->kwonlyargcount() || left->flags() != right->flags() ||
      left->firstlineno() != right->firstlineno()) {
    return Truth::kFalse;
  }
  const CodeBlock *a = block_of(thread, *left), *b = block_of(thread, *right);
  if (a == nullptr || b == nullptr) return Truth::kError;
  if (interpreter::code_words(*a) != interpreter::code_words(*b) ||
      a->packed_positions != b->packed_positions ||
      interpreter::encode_block_data(*a) != interpreter::encode_block_data(*b)) {
    return Truth::kFalse;
  }
  Object x(thread, RawObject::none()), y(thread, RawObject::none());
  for (word index : {RawCode::kNameIndex, RawCode::kNamesIndex, RawCode::kVarnamesIndex,
                     RawCode::kFreevarsIndex, RawCode::kCellvarsIndex, RawCode::kConstantsIndex}) {
    x = left->at(index);
    y = right->at(index);
    Truth same = same_constant(thread, x, y);
    if (same != Truth::kTrue) return same;
  }
  return Truth::kTrue;
}

RawObject answer(Thread* thread, Arguments arguments, Truth wanted) {
  if (!is_heap_code(arguments[1])) return RawObject::not_implemented();
  Code left(thread, arguments[0]), right(thread, arguments[1]);
  Truth same = same_code(thread, left, right);
  return same == Truth::kError ? RawObject::error() : RawObject::from_bool(same == wanted);
}

}  // namespace

RawObject code___eq__(Thread* thread, Arguments arguments) {
  return answer(thread, arguments, Truth::kTrue);
}
RawObject code___ne__(Thread* thread, Arguments arguments) {
  return answer(thread, arguments, Truth::kFalse);
}

RawObject code___hash__(Thread* thread, Arguments arguments) {
  Code self(thread, arguments[0]);
  uword mixed = static_cast<uword>(self->argcount() ^ self->kwonlyargcount() << 8 ^
                                   self->flags() << 16 ^ self->firstlineno() << 24);
  Object value(thread, RawObject::none());
  for (word index : {RawCode::kNameIndex, RawCode::kNamesIndex, RawCode::kVarnamesIndex,
                     RawCode::kConstantsIndex}) {
    value = self->at(index);
    word part;
    if (!hash(thread, value, &part)) return RawObject::error();
    mixed = mixed * 1000003 ^ static_cast<uword>(part);
  }
  return new_int(thread, static_cast<word>(mixed >> 3));
}

RawObject code___sizeof__(Thread* thread, Arguments arguments) {
  const CodeBlock* found = block_of(thread, arguments[0]);
  if (found == nullptr) return RawObject::error();
  const CodeBlock& block = *found;
  size_t bytes = sizeof(CodeBlock) + block.words.size() * sizeof(uint32_t) +
                 block.packed_positions.size() + block.exceptions.size() * sizeof(ExceptionRange);
  return RawObject::from_small_int(arguments[0].heap_words() * kWordSize +
                                   static_cast<word>(bytes));
}

// --- attributes

RawObject code_co_code_get(Thread* thread, Arguments arguments) {
  const CodeBlock* block = block_of(thread, arguments[0]);
  return block == nullptr ? RawObject::error() : new_bytes(thread, interpreter::code_words(*block));
}

RawObject code__co_code_adaptive_get(Thread* thread, Arguments arguments) {
  const CodeBlock* found = block_of(thread, arguments[0]);
  if (found == nullptr) return RawObject::error();
  const CodeBlock& block = *found;
  return new_bytes(thread, block.words.data(),
                   static_cast<word>(block.words.size() * sizeof(uint32_t)));
}

RawObject code_co_linetable_get(Thread* thread, Arguments arguments) {
  const CodeBlock* block = block_of(thread, arguments[0]);
  return block == nullptr ? RawObject::error() : new_bytes(thread, block->packed_positions);
}

RawObject code_co_exceptiontable_get(Thread* thread, Arguments arguments) {
  const CodeBlock* block = block_of(thread, arguments[0]);
  return block == nullptr ? RawObject::error()
                          : new_bytes(thread, interpreter::encode_block_data(*block));
}

namespace {

// The offset at which the range ends, in words.
word range_end(const CodeBlock& block, size_t index) {
  return index + 1 < block.positions().size()
             ? static_cast<word>(block.positions()[index + 1].offset)
             : static_cast<word>(block.words.size());
}

}  // namespace

// Pairs of an offset step and a line step, a byte each.
RawObject code_co_lnotab_get(Thread* thread, Arguments arguments) {
  const CodeBlock* found = block_of(thread, arguments[0]);
  if (found == nullptr) return RawObject::error();
  const CodeBlock& block = *found;
  std::string out;
  word offset = 0, line = RawCode(arguments[0].raw()).firstlineno();
  for (const PositionRange& range : block.positions()) {
    if (range.line <= 0 || range.line == line) continue;
    word step = static_cast<word>(range.offset) * kOffsetUnit - offset, lines = range.line - line;
    for (; step > 255; step -= 255) out.append("\xff\0", 2);
    for (; lines > 127; lines -= 127, step = 0) out += {static_cast<char>(step), 127};
    for (; lines < -128; lines += 128, step = 0)
      out += {static_cast<char>(step), static_cast<char>(-128)};
    out += {static_cast<char>(step), static_cast<char>(lines)};
    offset = static_cast<word>(range.offset) * kOffsetUnit;
    line = range.line;
  }
  return new_bytes(thread, out);
}

RawObject code_co_lines(Thread* thread, Arguments arguments) {
  Object self(thread, arguments[0]);
  List result(thread, new_list(thread, 0));
  Object start(thread, RawObject::none()), end(thread, RawObject::none()),
      line(thread, RawObject::none());
  const CodeBlock* found = block_of(thread, *self);
  if (found == nullptr) return RawObject::error();
  const CodeBlock& block = *found;
  for (size_t i = 0; i < block.positions().size();) {
    size_t first = i;
    int32_t number = block.positions()[i].line;
    while (i < block.positions().size() && block.positions()[i].line == number) i++;
    start =
        RawObject::from_small_int(static_cast<word>(block.positions()[first].offset) * kOffsetUnit);
    end = RawObject::from_small_int(range_end(block, i - 1) * kOffsetUnit);
    line = number > 0 ? RawObject::from_small_int(number) : RawObject::none();
    Object entry(thread, new_tuple_of(thread, start, end, line));
    if (!list_append(thread, result, entry)) return RawObject::error();
  }
  return get_iterator(thread, result);
}

RawObject code_co_positions(Thread* thread, Arguments arguments) {
  Object self(thread, arguments[0]);
  List result(thread, new_list(thread, 0));
  const CodeBlock* found = block_of(thread, *self);
  if (found == nullptr) return RawObject::error();
  const CodeBlock& block = *found;
  auto known = [](int32_t value, int32_t least) {
    return value >= least ? RawObject::from_small_int(value) : RawObject::none();
  };
  Object entry(thread, RawObject::none());
  for (size_t i = 0; i < block.positions().size(); i++) {
    const PositionRange& range = block.positions()[i];
    entry = new_tuple(thread, 4);
    bool has_line = range.line > 0;
    tuple_init(*entry, 0, known(range.line, 1));
    tuple_init(*entry, 1, has_line ? known(range.end_line, 1) : RawObject::none());
    tuple_init(*entry, 2, has_line ? known(range.column, 0) : RawObject::none());
    tuple_init(*entry, 3, has_line ? known(range.end_column, 0) : RawObject::none());
    for (word at = static_cast<word>(range.offset); at < range_end(block, i); at++) {
      if (!list_append(thread, result, entry)) return RawObject::error();
    }
  }
  return get_iterator(thread, result);
}

RawObject code__varname_from_oparg(Thread* thread, Arguments arguments) {
  Object index_object(thread, arguments[1]);
  word index;
  if (!index_as_word(thread, index_object, OnOverflow::kOverflowError, &index))
    return RawObject::error();
  RawCode self(arguments[0].raw());
  for (RawObject names :
       {RawObject(self.varnames()), RawObject(self.cellvars()), RawObject(self.freevars())}) {
    if (index >= 0 && index < tuple_length(names)) return tuple_at(names, index);
    index -= tuple_length(names);
  }
  return raise(thread, Exc::kIndexError, "tuple index out of range");
}

}  // namespace pyro::natives
