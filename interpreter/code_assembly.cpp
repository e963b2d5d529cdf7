#include "interpreter/code_assembly.h"

#include <bit>
#include <cstring>

#include "compiler/bytecode_validator.h"
#include "compiler/bytecodes.h"
#include "interpreter/code_digest.h"
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

bool decode_block_data(std::string_view data, compiler::CodeUnit* unit) {
  constexpr uint64_t kLimit = 1 << 24;
  NumberReader reader(data);
  uint64_t registers = reader.number(), groups = reader.number();
  if (registers > kLimit || groups > kLimit) return false;
  unit->register_count = static_cast<int32_t>(registers);
  unit->cache_groups = static_cast<int32_t>(groups);
  size_t cells = reader.count();
  for (size_t i = 0; i < cells && reader.ok; i++)
    unit->cell_registers.push_back(static_cast<uint16_t>(reader.number()));
  size_t variables = reader.count();
  for (size_t i = 0; i < variables && reader.ok; i++)
    unit->variable_registers.push_back(static_cast<uint16_t>(reader.number()));
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

std::string encode_block_data(const CodeBlock& block) {
  std::string out;
  put_number(&out, static_cast<uint64_t>(block.register_count - kSpareRegisters));
  put_number(&out, static_cast<uint64_t>(block.cache_groups));
  put_number(&out, block.cell_registers.size());
  for (uint16_t cell : block.cell_registers) put_number(&out, cell);
  put_number(&out, block.variable_registers.size());
  for (uint16_t variable : block.variable_registers) put_number(&out, variable);
  put_number(&out, block.exceptions.size());
  for (const ExceptionRange& entry : block.exceptions) {
    for (uint32_t value :
         {entry.start, entry.end, entry.handler, uint32_t{entry.exception_register}})
      put_number(&out, value);
  }
  return out;
}

namespace {

// What a dormant code object keeps in Code::packed: most functions never run, so it is one bytes
// object, in which zeros of instructions take no room.
struct DormantParts {
  std::string words, linetable, block_data;
};

// Eight bytes become a mask of those that are not zero, and these.
void pack_words(std::string* out, std::string_view words) {
  for (size_t start = 0; start < words.size(); start += 8) {
    size_t mask_at = out->size();
    out->push_back(0);
    uint8_t mask = 0;
    for (size_t i = 0; i < 8 && start + i < words.size(); i++) {
      if (words[start + i] == 0) continue;
      mask = static_cast<uint8_t>(mask | 1 << i);
      out->push_back(words[start + i]);
    }
    (*out)[mask_at] = static_cast<char>(mask);
  }
}

std::string pack_dormant(std::string_view words, std::string_view linetable,
                         std::string_view block_data) {
  std::string out;
  out.reserve(words.size() + linetable.size() + block_data.size() + 8);
  put_number(&out, words.size());
  put_number(&out, linetable.size());
  put_number(&out, block_data.size());
  out += linetable;
  out += block_data;
  pack_words(&out, words);
  return out;
}

DormantParts unpack_dormant(std::string_view packed) {
  NumberReader reader(packed);
  size_t words = reader.number(), linetable = reader.number(), block_data = reader.number();
  size_t at = reader.position();
  DormantParts parts{std::string(words, 0), std::string(packed.substr(at, linetable)),
                     std::string(packed.substr(at + linetable, block_data))};
  at += linetable + block_data;
  for (size_t start = 0; start < words; start += 8) {
    for (unsigned mask = static_cast<uint8_t>(packed[at++]); mask != 0; mask &= mask - 1)
      parts.words[start + static_cast<size_t>(std::countr_zero(mask))] = packed[at++];
  }
  return parts;
}

}  // namespace

namespace {

// FNV-1a over everything that the table of instructions says.
uint32_t compute_fingerprint() {
  uint32_t hash = 2166136261 ^ kCodeDigest;
  auto mix = [&hash](uint32_t value) { hash = (hash ^ value) * 16777619; };
  for (const OpInfo& info : kOpInfo) {
    for (const char* c = info.name; *c != 0; c++) mix(static_cast<uint8_t>(*c));
    for (const auto& operand : info.operands)
      mix(static_cast<uint32_t>(operand.mode) << 8 | operand.window);
    mix(static_cast<uint32_t>(info.extra) << 8 | info.flags);
  }
  return hash;
}

}  // namespace

uint32_t instruction_set_fingerprint() {
  static const uint32_t fingerprint = compute_fingerprint();
  return fingerprint;
}

RawObject code_parts(Thread* thread, const Object& code_object) {
  Code code(thread, *code_object);
  Tuple parts(thread, new_tuple(thread, kPartCount));
  word numbers[] = {code->argcount(), code->posonlyargcount(), code->kwonlyargcount(),
                    code->nlocals(),  code->stacksize(),       code->flags()};
  for (word i = 0; i < 6; i++)
    tuple_init(*parts, kPartArgcount + i, RawObject::from_small_int(numbers[i]));
  tuple_init(*parts, kPartFirstlineno, RawObject::from_small_int(code->firstlineno()));
  tuple_init(*parts, kPartConstants, code->constants());
  tuple_init(*parts, kPartNames, code->names());
  tuple_init(*parts, kPartVarnames, code->varnames());
  tuple_init(*parts, kPartFilename, code->filename());
  tuple_init(*parts, kPartName, code->name());
  tuple_init(*parts, kPartQualname, code->qualname());
  tuple_init(*parts, kPartFreevars, code->freevars());
  tuple_init(*parts, kPartCellvars, code->cellvars());
  if (is_dormant(*code)) {
    RawObject packed = code->packed();
    DormantParts dormant = unpack_dormant(bytes_data(packed));
    RawObject part = new_bytes(thread, dormant.words);
    tuple_init(*parts, kPartCode, part);
    part = new_bytes(thread, dormant.linetable);
    tuple_init(*parts, kPartLinetable, part);
    part = new_bytes(thread, dormant.block_data);
    tuple_init(*parts, kPartExceptiontable, part);
    return *parts;
  }
  const CodeBlock& block = *code_block(thread, *code);
  RawObject bytes = new_bytes(thread, code_words(block));
  tuple_init(*parts, kPartCode, bytes);
  bytes = new_bytes(thread, block.packed_positions);
  tuple_init(*parts, kPartLinetable, bytes);
  bytes = new_bytes(thread, encode_block_data(block));
  tuple_init(*parts, kPartExceptiontable, bytes);
  return *parts;
}

namespace {

const char* const kPartNamesText[] = {
    "argcount",   "posonlyargcount", "kwonlyargcount", "nlocals",        "stacksize", "flags",
    "codestring", "constants",       "names",          "varnames",       "filename",  "name",
    "qualname",   "firstlineno",     "linetable",      "exceptiontable", "freevars",  "cellvars"};

const char* wanted_type(word part) {
  switch (part) {
    case kPartCode:
    case kPartLinetable:
    case kPartExceptiontable:
      return "bytes";
    case kPartConstants:
    case kPartNames:
    case kPartVarnames:
    case kPartFreevars:
    case kPartCellvars:
      return "tuple";
    case kPartFilename:
    case kPartName:
    case kPartQualname:
      return "str";
    default:
      return "int";
  }
}

bool has_wanted_type(RawObject value, word part) {
  switch (wanted_type(part)[0]) {
    case 'b':
      return is_bytes(value);
    case 't':
      return is_tuple(value);
    case 's':
      return is_str(value);
    default:
      return value.is_small_int();
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
    raise_type_error(thread, "code() argument %ld must be %s, not %V", i + 1, wanted_type(i),
                     &value);
    return false;
  }
  return true;
}

// Name tuples hold interned strs only: inline caches compare words.
bool intern_names(Thread* thread, const Tuple& parts) {
  Object name(thread, RawObject::none());
  for (CodePart part : {kPartNames, kPartVarnames, kPartFreevars, kPartCellvars}) {
    Tuple names(thread, underlying_value(tuple_at(*parts, part)));
    Tuple interned(thread, new_tuple(thread, tuple_length(*names)));
    bool changed = false;
    for (word i = 0; i < tuple_length(*names); i++) {
      name = tuple_at(*names, i);
      if (!is_str(*name)) {
        raise_type_error(thread, "name tuples must contain only strings, not '%T'", &name);
        return false;
      }
      name = intern(thread, Object(thread, underlying_value(*name)));
      changed |= !(*name == tuple_at(*names, i));
      tuple_init(*interned, i, *name);
    }
    tuple_init(*parts, part, changed ? *interned : *names);
  }
  return true;
}

// `return None`: stands for the code objects among the constants, which have been checked when they
// were made.
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

size_t length_of(RawObject tuple) { return static_cast<size_t>(tuple_length(tuple)); }

// A table of positions that is damaged, or meant for other code, counts as none: nothing then has a
// line.
std::string usable_positions(std::string_view packed, size_t word_count) {
  std::vector<PositionRange> positions;
  if (!unpack_positions(packed, &positions)) return "";
  for (const PositionRange& range : positions) {
    if (range.offset >= word_count) return "";
  }
  return std::string(packed);
}

// What the validator and the block need to know of a dormant code object.
const char* fill_unit(const Code& code, const DormantParts& parts, compiler::CodeUnit* unit) {
  const std::string& words = parts.words;
  if (words.size() % 4 != 0) return "codestring is not made of whole instructions";
  unit->words.resize(words.size() / 4);
  std::memcpy(unit->words.data(), words.data(), words.size());
  if (!decode_block_data(parts.block_data, unit)) return "exceptiontable is malformed";
  unit->argument_count = static_cast<int32_t>(code->argcount());
  unit->positional_only_count = static_cast<int32_t>(code->posonlyargcount());
  unit->keyword_only_count = static_cast<int32_t>(code->kwonlyargcount());
  unit->flags = static_cast<uint32_t>(code->flags());
  unit->names.resize(length_of(code->names()));
  unit->variable_names.resize(length_of(code->varnames()));
  unit->free_names.resize(length_of(code->freevars()));
  unit->cell_names.resize(length_of(code->cellvars()));
  describe_constants(code->constants(), unit);
  word parameters = unit->argument_count + unit->keyword_only_count +
                    ((unit->flags & compiler::kCodeVarargs) != 0) +
                    ((unit->flags & compiler::kCodeVarkeywords) != 0);
  if (unit->positional_only_count > unit->argument_count)
    return "more positional-only parameters than positional ones";
  if (parameters > static_cast<word>(unit->variable_names.size()) ||
      parameters > unit->register_count) {
    return "varnames is too small";
  }
  if (unit->cell_registers.size() != unit->cell_names.size() + unit->free_names.size())
    return "wrong number of cells";
  if (!unit->variable_registers.empty() &&
      unit->variable_registers.size() != unit->variable_names.size()) {
    return "wrong number of variables";
  }
  for (uint16_t variable : unit->variable_registers) {
    if (variable >= unit->register_count) return "a variable lies outside of the registers";
  }
  return nullptr;
}

}  // namespace

bool wake_code(Thread* thread, const Code& code) {
  if (!is_dormant(*code)) return true;
  compiler::CodeUnit unit;
  RawObject packed = code->packed();
  DormantParts parts = unpack_dormant(bytes_data(packed));
  const char* problem = fill_unit(code, parts, &unit);
  std::string complaint = problem != nullptr ? problem : compiler::validate(unit);
  if (!complaint.empty()) {
    raise_value_error(thread, "code: %s", complaint.c_str());
    return false;
  }
  give_block(thread, code, unit, usable_positions(parts.linetable, unit.words.size()));
  return true;
}

RawObject assemble_code(Thread* thread, const Tuple& parts) {
  if (!check_parts(thread, parts) || !intern_names(thread, parts)) return RawObject::error();
  RawObject words = underlying_value(tuple_at(*parts, kPartCode)),
            linetable = underlying_value(tuple_at(*parts, kPartLinetable)),
            block_data = underlying_value(tuple_at(*parts, kPartExceptiontable));
  std::string text = pack_dormant(bytes_data(words), bytes_data(linetable), bytes_data(block_data));
  Object packed(thread, new_bytes(thread, text));
  Code code(thread, new_instance_of_kind(thread, Kind::kCode));
  auto number = [&parts](CodePart part) { return tuple_at(*parts, part).small_int(); };
  auto tuple = [&parts](CodePart part) {
    return RawTuple::cast(underlying_value(tuple_at(*parts, part)));
  };
  code->set_block(0);
  code->set_packed(*packed);
  code->set_feedback(RawObject::none());
  code->set_constants(tuple(kPartConstants));
  code->set_names(tuple(kPartNames));
  code->set_varnames(tuple(kPartVarnames));
  code->set_freevars(tuple(kPartFreevars));
  code->set_cellvars(tuple(kPartCellvars));
  code->set_filename(tuple_at(*parts, kPartFilename));
  code->set_name(tuple_at(*parts, kPartName));
  code->set_qualname(tuple_at(*parts, kPartQualname));
  code->set_argcount(number(kPartArgcount));
  code->set_posonlyargcount(number(kPartPosonlyargcount));
  code->set_kwonlyargcount(number(kPartKwonlyargcount));
  code->set_nlocals(number(kPartNlocals));
  code->set_stacksize(number(kPartStacksize));
  code->set_flags(number(kPartFlags));
  code->set_firstlineno(number(kPartFirstlineno));
  return *code;
}

}  // namespace pyro::interpreter
