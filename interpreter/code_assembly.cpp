#include "interpreter/code_assembly.h"

#include <cstring>

#include "compiler/bytecode_validator.h"
#include "compiler/bytecodes.h"
#include "compiler/source_digest.h"
#include "interpreter/code_objects.h"
#include "interpreter/handlers.h"
#include "runtime/attributes.h"
#include "runtime/errors.h"
#include "runtime/factories.h"
#include "runtime/operations.h"
#include "runtime/runtime.h"
#include "runtime/str.h"

namespace pyro::interpreter {

namespace {

void put_number(std::string* out, uint64_t value) {
  while (value >= 0x80) {
    out->push_back(static_cast<char>(value | 0x80));
    value >>= 7;
  }
  out->push_back(static_cast<char>(value));
}

void put_signed(std::string* out, int64_t value) {
  put_number(out, static_cast<uint64_t>(value) << 1 ^ static_cast<uint64_t>(value >> 63));
}

// Reads what the functions above wrote; `ok` turns false at the first thing that cannot be.
class NumberReader {
 public:
  explicit NumberReader(std::string_view data) : data_(data) {}
  uint64_t number() {
    uint64_t value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      if (position_ >= data_.size()) break;
      uint8_t byte = static_cast<uint8_t>(data_[position_++]);
      value |= static_cast<uint64_t>(byte & 0x7f) << shift;
      if ((byte & 0x80) == 0) return value;
    }
    ok = false;
    return 0;
  }
  int64_t signed_number() {
    uint64_t value = number();
    return static_cast<int64_t>(value >> 1) ^ -static_cast<int64_t>(value & 1);
  }
  // A count of things that take at least a byte each.
  size_t count() {
    uint64_t value = number();
    if (value > data_.size() - position_) ok = false;
    return ok ? static_cast<size_t>(value) : 0;
  }
  bool at_end() const { return position_ == data_.size(); }
  bool ok = true;

 private:
  std::string_view data_;
  size_t position_ = 0;
};

bool decode_positions(std::string_view data, compiler::CodeUnit* unit) {
  NumberReader reader(data);
  size_t count = reader.count();
  uint32_t offset = 0;
  int32_t line = 0;
  for (size_t i = 0; i < count && reader.ok; i++) {
    compiler::PositionEntry entry;
    offset += static_cast<uint32_t>(reader.number());
    line += static_cast<int32_t>(reader.signed_number());
    entry.offset = offset;
    entry.line = line;
    entry.end_line = line + static_cast<int32_t>(reader.signed_number());
    entry.column = static_cast<int32_t>(reader.signed_number());
    entry.end_column = static_cast<int32_t>(reader.signed_number());
    unit->positions.push_back(entry);
  }
  return reader.ok && reader.at_end();
}

bool decode_block_data(std::string_view data, compiler::CodeUnit* unit) {
  constexpr uint64_t kLimit = 1 << 24;
  NumberReader reader(data);
  uint64_t registers = reader.number(), groups = reader.number();
  if (registers > kLimit || groups > kLimit) return false;
  unit->register_count = static_cast<int32_t>(registers);
  unit->cache_groups = static_cast<int32_t>(groups);
  size_t cells = reader.count();
  for (size_t i = 0; i < cells && reader.ok; i++) unit->cell_registers.push_back(static_cast<uint16_t>(reader.number()));
  size_t exceptions = reader.count();
  for (size_t i = 0; i < exceptions && reader.ok; i++) {
    compiler::ExceptionEntry entry;
    entry.start = static_cast<uint32_t>(reader.number());
    entry.end = static_cast<uint32_t>(reader.number());
    entry.handler = static_cast<uint32_t>(reader.number());
    entry.exception_register = static_cast<uint16_t>(reader.number());
    unit->exceptions.push_back(entry);
  }
  return reader.ok && reader.at_end();
}

}  // namespace

std::string code_words(const CodeBlock& block) {
  std::string out;
  out.reserve(block.words.size() * 4);
  for (size_t i = 0; i < block.words.size();) {
    uint32_t insn = block.words[i];
    const OpInfo& info = kOpInfo[insn & 0xff];
    size_t length = static_cast<size_t>(info.words());
    insn = (insn & ~uint32_t{0xff}) | static_cast<uint32_t>(info.base);
    for (size_t k = 0; k < length && i + k < block.words.size(); k++) {
      uint32_t word_value = k == 0 ? insn : block.words[i + k];
      out.append(reinterpret_cast<const char*>(&word_value), 4);
    }
    i += length;
  }
  return out;
}

std::string encode_positions(const CodeBlock& block) {
  std::string out;
  put_number(&out, block.positions.size());
  uint32_t offset = 0;
  int32_t line = 0;
  for (const PositionRange& entry : block.positions) {
    put_number(&out, entry.offset - offset);
    put_signed(&out, entry.line - line);
    put_signed(&out, entry.end_line - entry.line);
    put_signed(&out, entry.column);
    put_signed(&out, entry.end_column);
    offset = entry.offset;
    line = entry.line;
  }
  return out;
}

std::string encode_block_data(const CodeBlock& block) {
  std::string out;
  put_number(&out, static_cast<uint64_t>(block.register_count - kSpareRegisters));
  put_number(&out, static_cast<uint64_t>(block.cache_groups));
  put_number(&out, block.cell_registers.size());
  for (uint16_t cell : block.cell_registers) put_number(&out, cell);
  put_number(&out, block.exceptions.size());
  for (const ExceptionRange& entry : block.exceptions) {
    for (uint32_t value : {entry.start, entry.end, entry.handler, uint32_t{entry.exception_register}}) put_number(&out, value);
  }
  return out;
}

uint32_t instruction_set_fingerprint() {
  uint32_t hash = 2166136261 ^ kCompilerDigest;  // FNV-1a over everything that the table of instructions says
  auto mix = [&hash](uint32_t value) { hash = (hash ^ value) * 16777619; };
  for (const OpInfo& info : kOpInfo) {
    for (const char* c = info.name; *c != 0; c++) mix(static_cast<uint8_t>(*c));
    for (const auto& operand : info.operands) mix(static_cast<uint32_t>(operand.mode) << 8 | operand.window);
    mix(static_cast<uint32_t>(info.extra) << 8 | info.flags);
  }
  return hash;
}

RawObject code_parts(Thread* thread, const Object& code_object) {
  Code code(thread, *code_object);
  const CodeBlock& block = *code_block(thread, *code);
  Tuple parts(thread, new_tuple(thread, kPartCount));
  word numbers[] = {code->argcount(), code->posonlyargcount(), code->kwonlyargcount(), code->nlocals(), code->stacksize(), code->flags()};
  for (word i = 0; i < 6; i++) tuple_init(*parts, kPartArgcount + i, RawObject::from_small_int(numbers[i]));
  tuple_init(*parts, kPartFirstlineno, RawObject::from_small_int(code->firstlineno()));
  tuple_init(*parts, kPartConstants, code->constants());
  tuple_init(*parts, kPartNames, code->names());
  tuple_init(*parts, kPartVarnames, code->varnames());
  tuple_init(*parts, kPartFilename, code->filename());
  tuple_init(*parts, kPartName, code->name());
  tuple_init(*parts, kPartQualname, code->qualname());
  tuple_init(*parts, kPartFreevars, code->freevars());
  tuple_init(*parts, kPartCellvars, code->cellvars());
  RawObject bytes = new_bytes(thread, code_words(block));
  tuple_init(*parts, kPartCode, bytes);
  bytes = new_bytes(thread, encode_positions(block));
  tuple_init(*parts, kPartLinetable, bytes);
  bytes = new_bytes(thread, encode_block_data(block));
  tuple_init(*parts, kPartExceptiontable, bytes);
  return *parts;
}

namespace {

const char* const kPartNamesText[] = {"argcount", "posonlyargcount", "kwonlyargcount", "nlocals", "stacksize", "flags", "codestring",
                                      "constants", "names", "varnames", "filename", "name", "qualname", "firstlineno", "linetable",
                                      "exceptiontable", "freevars", "cellvars"};

const char* wanted_type(word part) {
  switch (part) {
    case kPartCode: case kPartLinetable: case kPartExceptiontable: return "bytes";
    case kPartConstants: case kPartNames: case kPartVarnames: case kPartFreevars: case kPartCellvars: return "tuple";
    case kPartFilename: case kPartName: case kPartQualname: return "str";
    default: return "int";
  }
}

bool has_wanted_type(RawObject value, word part) {
  switch (wanted_type(part)[0]) {
    case 'b': return is_bytes(value);
    case 't': return is_tuple(value);
    case 's': return is_str(value);
    default: return value.is_small_int();
  }
}

bool check_parts(Thread* thread, const Tuple& parts) {
  for (word i = 0; i < kPartCount; i++) {
    Object value(thread, tuple_at(*parts, i));
    if (has_wanted_type(*value, i)) {
      if (!value->is_small_int() || i == kPartFirstlineno || value->small_int() >= 0) continue;
      raise_value_error(thread, "code: %s must not be negative", kPartNamesText[i]);
      return false;
    }
    raise_type_error(thread, "code() argument %ld must be %s, not %T", i + 1, wanted_type(i), &value);
    return false;
  }
  return true;
}

std::string bytes_part(const Tuple& parts, CodePart part) {
  RawObject value = underlying_value(tuple_at(*parts, part));
  return std::string(bytes_data(value));
}

bool read_names(Thread* thread, const Tuple& parts, CodePart part, std::vector<std::string>* out) {
  RawObject names = underlying_value(tuple_at(*parts, part));
  for (word i = 0; i < tuple_length(names); i++) {
    Object name(thread, tuple_at(names, i));
    if (!is_str(*name)) {
      raise_type_error(thread, "name tuples must contain only strings, not '%T'", &name);
      return false;
    }
    out->push_back(str_to_utf8_NoGC(underlying_value(*name)));
  }
  return true;
}

word int_part(const Tuple& parts, CodePart part) { return tuple_at(*parts, part).small_int(); }

// `return None`: stands for the code objects among the constants, which have been checked when they were made.
std::shared_ptr<compiler::CodeUnit> stand_in() {
  auto unit = std::make_shared<compiler::CodeUnit>();
  unit->register_count = 1;
  unit->words = {static_cast<uint32_t>(Op::kLoadSingleton), static_cast<uint32_t>(Op::kReturn)};
  return unit;
}

// Tells the validator which constants are code objects.
void describe_constants(RawObject constants, compiler::CodeUnit* unit) {
  unit->constants.resize(static_cast<size_t>(tuple_length(constants)));
  for (size_t i = 0; i < unit->constants.size(); i++) {
    if (!is_heap_code(tuple_at(constants, static_cast<word>(i)))) continue;
    unit->constants[i].kind = compiler::Constant::Kind::kCode;
    unit->constants[i].code = stand_in();
  }
}

bool fill_unit(Thread* thread, const Tuple& parts, compiler::CodeUnit* unit) {
  auto fail = [thread](const char* text) {
    raise_value_error(thread, "code: %s", text);
    return false;
  };
  std::string words = bytes_part(parts, kPartCode);
  if (words.size() % 4 != 0) return fail("codestring is not made of whole instructions");
  unit->words.resize(words.size() / 4);
  std::memcpy(unit->words.data(), words.data(), words.size());
  if (!decode_positions(bytes_part(parts, kPartLinetable), unit)) return fail("linetable is malformed");
  if (!decode_block_data(bytes_part(parts, kPartExceptiontable), unit)) return fail("exceptiontable is malformed");
  unit->argument_count = static_cast<int32_t>(int_part(parts, kPartArgcount));
  unit->positional_only_count = static_cast<int32_t>(int_part(parts, kPartPosonlyargcount));
  unit->keyword_only_count = static_cast<int32_t>(int_part(parts, kPartKwonlyargcount));
  unit->flags = static_cast<uint32_t>(int_part(parts, kPartFlags));
  unit->first_line = static_cast<int32_t>(int_part(parts, kPartFirstlineno));
  if (!read_names(thread, parts, kPartNames, &unit->names) || !read_names(thread, parts, kPartVarnames, &unit->variable_names) ||
      !read_names(thread, parts, kPartFreevars, &unit->free_names) || !read_names(thread, parts, kPartCellvars, &unit->cell_names)) {
    return false;
  }
  unit->filename = str_to_utf8_NoGC(underlying_value(tuple_at(*parts, kPartFilename)));
  unit->name = str_to_utf8_NoGC(underlying_value(tuple_at(*parts, kPartName)));
  unit->qualified_name = str_to_utf8_NoGC(underlying_value(tuple_at(*parts, kPartQualname)));
  describe_constants(underlying_value(tuple_at(*parts, kPartConstants)), unit);
  word parameters = unit->argument_count + unit->keyword_only_count + ((unit->flags & compiler::kCodeVarargs) != 0) +
                    ((unit->flags & compiler::kCodeVarkeywords) != 0);
  if (unit->positional_only_count > unit->argument_count) return fail("more positional-only parameters than positional ones");
  if (parameters > static_cast<word>(unit->variable_names.size()) || parameters > unit->register_count) {
    return fail("varnames is too small");
  }
  if (unit->cell_registers.size() != unit->cell_names.size() + unit->free_names.size()) return fail("wrong number of cells");
  return true;
}

}  // namespace

RawObject assemble_code(Thread* thread, const Tuple& parts) {
  if (!check_parts(thread, parts)) return RawObject::error();
  compiler::CodeUnit unit;
  if (!fill_unit(thread, parts, &unit)) return RawObject::error();
  std::string problem = compiler::validate(unit);
  if (!problem.empty()) return raise_value_error(thread, "code: %s", problem.c_str());
  unit.constants.clear();
  Code code(thread, make_code(thread, unit));
  if (code->is_error()) return *code;
  code->set_constants(underlying_value(tuple_at(*parts, kPartConstants)));
  code->set_filename(tuple_at(*parts, kPartFilename));
  return *code;
}

}  // namespace pyro::interpreter
