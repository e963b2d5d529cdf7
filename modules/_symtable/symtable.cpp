#include "compiler/compile.h"
#include "compiler/scopes.h"
#include "interpreter/compile_service.h"
#include "lib-python/natives.h"
#include "modules/module_types.h"
#include "modules/posix/program.h"
#include "runtime/buffer.h"
#include "runtime/identity.h"
#include "runtime/type.h"

// _symtable: the compiler's scope analysis as objects.
//
//   entry   field0 name, field1 {name: flags}, field2 list of parameters, field3 list of children,
//           field4 (type, line, nested)

namespace pyro::natives {

namespace {

using compiler::Block;
using compiler::BlockType;

constexpr char kTypesKey = 0;
enum Detail : word { kDetailType, kDetailLine, kDetailNested, kDetailCount };

RawObject detail(Arguments arguments, Detail index) {
  return tuple_at(RawNativeRecord::cast(arguments[0]).field4(), index);
}

RawObject flags_of(const compiler::Symbol& symbol) {
  return RawObject::from_small_int(symbol.flags | static_cast<uint32_t>(symbol.scope)
                                                      << compiler::kScopeShift);
}

bool add_symbols(Thread* thread, const Block* block, const NativeRecord& entry) {
  Dict symbols(thread, new_dict(thread));
  Object name(thread, RawObject::none()), flags(thread, RawObject::none());
  for (const compiler::Symbol& symbol : block->symbols) {
    name = new_str(thread, symbol.name->text);
    flags = flags_of(symbol);
    if (!dict_set(thread, symbols, name, flags)) return false;
  }
  entry->set_field1(*symbols);
  List parameters(thread, new_list(thread));
  for (Identifier parameter : block->parameters) {
    name = new_str(thread, parameter->text);
    if (!list_append(thread, parameters, name)) return false;
  }
  entry->set_field2(*parameters);
  return true;
}

RawObject new_entry(Thread* thread, const Block* block) {
  RecursionGuard guard(thread, " in symtable construction");
  if (!guard.ok()) return RawObject::error();
  Layout layout(thread, RawType(remembered_type(thread, &kTypesKey, 0).raw()).layout());
  NativeRecord entry(thread, new_instance(thread, layout));
  RawObject name = new_str(thread, block->name->text);
  entry->set_field0(name);
  if (!add_symbols(thread, block, entry)) return RawObject::error();
  RawObject details = new_tuple(thread, kDetailCount);
  tuple_init(details, kDetailType, RawObject::from_small_int(static_cast<int>(block->type)));
  tuple_init(details, kDetailLine,
             RawObject::from_small_int(block->type == BlockType::kModule ? 0 : block->lineno));
  tuple_init(details, kDetailNested, RawObject::from_small_int(block->is_nested ? 1 : 0));
  entry->set_field4(details);
  List children(thread, new_list(thread));
  for (const Block* child : block->children) {
    Object made(thread, new_entry(thread, child));
    if (made->is_error() || !list_append(thread, children, made)) return RawObject::error();
  }
  entry->set_field3(*children);
  return *entry;
}

bool parse_mode(Thread* thread, const Object& mode, ParseMode* out) {
  std::string text = is_str(*mode) ? utf8_of(*mode) : "";
  if (!is_str(*mode)) {
    raise_type_error(thread, "symtable() argument 3 must be str, not %V", &mode);
    return false;
  }
  if (text == "exec") {
    *out = ParseMode::Exec;
  } else if (text == "eval") {
    *out = ParseMode::Eval;
  } else if (text == "single") {
    *out = ParseMode::Single;
  } else {
    raise_value_error(thread, "symtable() arg 3 must be 'exec' or 'eval' or 'single'");
    return false;
  }
  return true;
}

bool read_source(Thread* thread, const Object& source, std::string* text) {
  if (is_str(*source)) {
    *text = utf8_of(*source);
  } else {
    Object bytes(thread, bytes_from_buffer(thread, source));
    if (bytes->is_error()) {
      thread->take_exception();
      raise_type_error(thread, "symtable() arg 1 must be a string or bytes");
      return false;
    }
    RawObject raw = *bytes;
    *text = std::string(bytes_data(raw));
  }
  if (text->find('\0') == std::string::npos) return true;
  raise_value_error(thread, "source code string cannot contain null bytes");
  return false;
}

}  // namespace

RawObject symtable_initialize(Thread* thread, Arguments arguments) {
  Object module(thread, arguments[0]);
  constexpr IntConstant kConstants[] = {
      {"USE", compiler::kUse},
      {"DEF_GLOBAL", compiler::kDefGlobal},
      {"DEF_NONLOCAL", compiler::kDefNonlocal},
      {"DEF_LOCAL", compiler::kDefLocal},
      {"DEF_PARAM", compiler::kDefParameter},
      {"DEF_FREE", compiler::kDefFree},
      {"DEF_FREE_CLASS", compiler::kDefFreeClass},
      {"DEF_IMPORT", compiler::kDefImport},
      {"DEF_BOUND", compiler::kDefBound},
      {"DEF_ANNOT", compiler::kDefAnnotated},
      {"TYPE_FUNCTION", static_cast<int>(BlockType::kFunction)},
      {"TYPE_CLASS", static_cast<int>(BlockType::kClass)},
      {"TYPE_MODULE", static_cast<int>(BlockType::kModule)},
      {"LOCAL", static_cast<int>(compiler::NameScope::kLocal)},
      {"GLOBAL_EXPLICIT", static_cast<int>(compiler::NameScope::kGlobalExplicit)},
      {"GLOBAL_IMPLICIT", static_cast<int>(compiler::NameScope::kGlobalImplicit)},
      {"FREE", static_cast<int>(compiler::NameScope::kFree)},
      {"CELL", static_cast<int>(compiler::NameScope::kCell)},
      {"SCOPE_OFF", compiler::kScopeShift},
      {"SCOPE_MASK", 15},
  };
  if (!module_set_ints(thread, module, kConstants)) return RawObject::error();
  return remember_types(thread, &kTypesKey, *module, {"symtable entry"});
}

RawObject symtable_symtable(Thread* thread, Arguments arguments) {
  Object source(thread, arguments[0]), file(thread, arguments[1]), mode(thread, arguments[2]);
  ParseOptions options;
  std::string filename, text;
  if (!interpreter::filename_argument(thread, file, &filename) ||
      !parse_mode(thread, mode, &options.mode) || !read_source(thread, source, &text)) {
    return RawObject::error();
  }
  options.ignore_cookie = is_str(*source);
  Arena arena;
  ParseResult parsed = parse(arena, text, filename, options);
  if (parsed.tree == nullptr)
    return interpreter::raise_syntax_error(thread, parsed.error, filename, text);
  interpreter::CompileRequest request;
  request.filename = filename;
  if (!interpreter::emit_warnings(thread, parsed.warnings, request, text))
    return RawObject::error();
  SyntaxErrorInfo error;
  uint32_t future_flags = 0;
  if (!compiler::collect_future_flags(parsed.tree, &future_flags, &error))
    return interpreter::raise_compile_error(thread, error, filename);
  compiler::SymbolTableResult result = compiler::analyze_scopes(
      arena, parsed.tree, (future_flags & compiler::kFutureAnnotations) != 0);
  if (result.table == nullptr)
    return interpreter::raise_compile_error(thread, result.error, filename);
  return new_entry(thread, result.table->top);
}

RawObject symtable_SymbolTableEntry___repr__(Thread* thread, Arguments arguments) {
  NativeRecord self(thread, arguments[0]);
  Object name(thread, self->field0()), id(thread, object_id(thread, arguments[0]));
  Object line(thread, detail(arguments, kDetailLine));
  return new_str_format(thread, "<symtable entry %S(%S), line %S>", &name, &id, &line);
}

RawObject symtable_SymbolTableEntry_id_get(Thread* thread, Arguments arguments) {
  return object_id(thread, arguments[0]);
}
RawObject symtable_SymbolTableEntry_type_get(Thread*, Arguments arguments) {
  return detail(arguments, kDetailType);
}
RawObject symtable_SymbolTableEntry_lineno_get(Thread*, Arguments arguments) {
  return detail(arguments, kDetailLine);
}
RawObject symtable_SymbolTableEntry_nested_get(Thread*, Arguments arguments) {
  return detail(arguments, kDetailNested);
}

}  // namespace pyro::natives
