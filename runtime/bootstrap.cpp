#include "runtime/bootstrap.h"

#include <cstring>
#include <string>
#include <string_view>
#include <unordered_map>

#include "runtime/call.h"
#include "runtime/code_block.h"
#include "runtime/dict.h"
#include "runtime/dict_keys.h"
#include "runtime/factories.h"
#include "runtime/intern_table.h"
#include "runtime/layout.h"
#include "runtime/native_types.h"
#include "runtime/runtime.h"
#include "runtime/runtime_lock.h"
#include "runtime/type.h"
#include "runtime/wait_queues.h"

// The order of creation: constants that everything needs (the empty table, tuple and array),
// interned names, then all builtin types in three passes, since each refers to others: bare type
// objects with their layouts, inheritance, namespaces.

namespace pyro {

class Bootstrap {
 public:
  explicit Bootstrap(Thread* thread) : thread_(thread), runtime_(thread->runtime()) {}

  bool run() {
    make_constants();
    make_symbols();
    make_bare_types();
    if (!link_types()) return false;
    fill_types();
    make_builtins();
    return !thread_->has_exception();
  }

 private:
  static constexpr const char* kBuiltinNames[] = {
#define PYRO_BUILTIN_NAME(name, id) name,
      PYRO_BUILTIN_LAYOUTS(PYRO_BUILTIN_NAME)
#undef PYRO_BUILTIN_NAME
  };

  void make_constants() {
    Runtime& runtime = *runtime_;
    runtime.empty_array_ = thread_->heap()->allocate(LayoutId::kInternal, Kind::kArray, false, 1);
    runtime.empty_tuple_ = thread_->heap()->allocate(LayoutId::kTuple, Kind::kTuple, false, 1);
    Object array(thread_, runtime.empty_array_);
    runtime.empty_keys_ = new_shared_dict_keys(thread_, array);
    for (int code = 0; code < 256; code++) {
      uint8_t unit = static_cast<uint8_t>(code);
      if (code < 128) {
        runtime.latin1_chars_[code] = RawObject::from_small_str(&unit, 1);
        continue;
      }
      RawObject str = new_str_uninitialized(thread_, StrWidth::kLatin1, 1);
      *static_cast<uint8_t*>(str_units(str)) = unit;
      runtime.latin1_chars_[code] = str;
    }
  }

  void make_symbols() {
    static constexpr const char* kTexts[] = {
#define PYRO_SYMBOL_TEXT(name, text) text,
        PYRO_SYMBOLS(PYRO_SYMBOL_TEXT)
#undef PYRO_SYMBOL_TEXT
    };
    for (size_t i = 0; i < std::size(kTexts); i++) {
      RawObject symbol = intern_ascii(thread_, kTexts[i]);
      runtime_->symbols_[i] = symbol;
    }
  }

  // The definition in the stubs of builtins, or null.
  const NativeTypeDefinition* definition_of(std::string_view name) {
    const NativeModuleDefinition* builtins = find_native_module(thread_, "builtins");
    for (int i = 0; builtins != nullptr && i < builtins->type_count; i++) {
      if (name == builtins->types[i].name) return &builtins->types[i];
    }
    return nullptr;
  }

  static Kind kind_of_builtin(const char* name) {
    for (int kind = 1; kind < static_cast<int>(Kind::kCount); kind++) {
      const KindInfo& info = kKindInfo[kind];
      if (info.abstract || info.layout == LayoutId::kInternal) continue;
      if (std::strcmp(kBuiltinNames[static_cast<int>(info.layout) - 2], name) == 0)
        return static_cast<Kind>(kind);
    }
    return Kind::kInstance;
  }

  // Instances of subclasses of value types wrap the value.
  static Kind instance_kind(const char* name) {
    struct {
      const char* name;
      Kind kind;
    } constexpr kWrapped[] = {{"int", Kind::kUserInt},         {"float", Kind::kUserFloat},
                              {"complex", Kind::kUserComplex}, {"str", Kind::kUserStr},
                              {"bytes", Kind::kUserBytes},     {"tuple", Kind::kUserTuple}};
    for (const auto& entry : kWrapped) {
      if (std::strcmp(entry.name, name) == 0) return entry.kind;
    }
    return kind_of_builtin(name);
  }

  void make_bare_types() {
    for (size_t i = 0; i < std::size(kBuiltinNames); i++) {
      Type type(thread_, new_instance_of_kind(thread_, Kind::kType));
      type->set_dict(new_dict(thread_));
      type->set_flags(kTypeImmutable);
      Kind kind = instance_kind(kBuiltinNames[i]);
      Layout layout(thread_, new_instance_of_kind(thread_, Kind::kLayout));
      layout->set_id(static_cast<word>(i) + 2);
      layout->set_type(*type);
      layout->set_keys(runtime_->empty_keys());
      layout->set_base_words(kind_info(kind).words);
      layout->set_capacity(0);
      layout->set_kind(static_cast<word>(kind));
      layout->set_flags(0);
      type->set_layout(*layout);
      runtime_->layouts_[i + 2] = *layout;
    }
  }

  RawObject type_named(const char* name) {
    for (size_t i = 0; i < std::size(kBuiltinNames); i++) {
      if (std::strcmp(kBuiltinNames[i], name) == 0)
        return runtime_->type_at(static_cast<LayoutId>(i + 2));
    }
    return RawObject::unbound();
  }

  static word builtin_flags(const char* name, const NativeTypeDefinition* definition) {
    word flags = kTypeImmutable;
    bool final_type = definition == nullptr || definition->final_type;
    if (!final_type) flags |= kTypeSubclassable;
    bool is_type = std::strcmp(name, "type") == 0;
    if (is_type) flags |= kTypeSubclassable;
    if (!is_type && (definition == nullptr || definition->no_instances)) flags |= kTypeNoInstances;
    if (definition != nullptr && definition->has_dict) flags |= kTypeHasDict;
    auto is_any_of = [name](std::initializer_list<const char*> names) {
      for (const char* other : names) {
        if (std::strcmp(name, other) == 0) return true;
      }
      return false;
    };
    if (is_any_of({"list", "tuple", "range", "memoryview"})) flags |= kTypeSequence;
    if (is_any_of({"dict", "mappingproxy"})) flags |= kTypeMapping;
    if (is_any_of({"type"})) flags |= kTypeIsType;
    if (is_any_of({"BaseException"})) flags |= kTypeException | kTypeHasDict;
    if (is_any_of({"module"})) flags |= kTypeHasDict;
    if (is_any_of({"type", "function", "method", "builtin_function_or_method", "set", "frozenset",
                   "generator", "coroutine", "async_generator", "module", "code", "memoryview",
                   "types.GenericAlias"})) {
      flags |= kTypeHasWeakRef;
    }
    return flags;
  }

  RawObject base_of(const char* name, const NativeTypeDefinition* definition) {
    if (std::strcmp(name, "object") == 0) return RawObject::none();
    if (definition != nullptr && definition->base != nullptr) {
      RawObject base = type_named(definition->base);
      if (!base.is_unbound()) return base;
    }
    return std::strcmp(name, "bool") == 0 ? type_named("int") : type_named("object");
  }

  // Has a builtin type a base without a fixed layout (as AttributeError has Exception)? It is
  // linked when that has been made.
  bool is_linked_later(const NativeTypeDefinition* definition) {
    return definition != nullptr && definition->base != nullptr &&
           type_named(definition->base).is_unbound();
  }

  void link_late(const NativeTypeDefinition& definition, const Type& type, const Dict& builtins) {
    Object key(thread_, intern_ascii(thread_, definition.base));
    Object base(thread_, dict_get(thread_, builtins, key));
    if (!is_heap_type(*base)) base = runtime_->type_at(LayoutId::kObject);
    link_type(type, base, builtin_flags(definition.name, &definition));
    type_modified(thread_, type);
  }

  bool link_types() {
    // Bases first: several rounds, until every type's base has its MRO.
    std::unordered_map<std::string, bool> done;
    for (size_t linked = 0; linked < std::size(kBuiltinNames);) {
      size_t before = linked;
      for (size_t i = 0; i < std::size(kBuiltinNames); i++) {
        const char* name = kBuiltinNames[i];
        if (done[name]) continue;
        if (is_linked_later(definition_of(name))) {
          done[name] = true;
          linked++;
          continue;
        }
        Type type(thread_, runtime_->type_at(static_cast<LayoutId>(i + 2)));
        Object base(thread_, base_of(name, definition_of(name)));
        if (!base->is_none() && RawType(base->raw()).mro().is_none()) continue;
        link_type(type, base, builtin_flags(name, definition_of(name)));
        done[name] = true;
        linked++;
      }
      if (linked == before) {
        raise(thread_, Exc::kSystemError, "the builtin types' bases form a circle");
        return false;
      }
    }
    return true;
  }

  void link_type(const Type& type, const Object& base, word flags) {
    Object type_root(thread_, *type);
    if (base->is_none()) {
      type->set_bases(runtime_->empty_tuple());
      type->set_mro(new_tuple_of(thread_, type_root));
      type->set_flags(flags);
      return;
    }
    constexpr word kInherited = kTypeException | kTypeSequence | kTypeMapping | kTypeIsType |
                                kTypeHasDict | kTypeHasWeakRef;
    type->set_flags(flags | (RawType(base->raw()).flags() & kInherited));
    type->set_base(*base);
    type->set_bases(new_tuple_of(thread_, base));
    type->set_mro(compute_mro(thread_, type));
    Type base_type(thread_, *base);
    type_add_subclass(thread_, base_type, type_root);
    RawLayout layout(type->layout().raw());
    bool own_dict =
        (type->flags() & kTypeIsType) != 0 || layout.kind() == static_cast<word>(Kind::kModule);
    if ((type->flags() & kTypeHasDict) != 0 && !own_dict) {
      layout.set_capacity(1);
      layout.set_flags(kLayoutHasDict);
    }
  }

  void fill_types() {
    Object builtins(thread_, runtime_->symbol(Symbol::kbuiltins));
    for (size_t i = 0; i < std::size(kBuiltinNames); i++) {
      Type type(thread_, runtime_->type_at(static_cast<LayoutId>(i + 2)));
      const NativeTypeDefinition* definition = definition_of(kBuiltinNames[i]);
      if (definition != nullptr) {
        fill_native_type(thread_, type, *definition, builtins);
        continue;
      }
      NativeTypeDefinition empty{};
      empty.name = kBuiltinNames[i];
      fill_native_type(thread_, type, empty, builtins);
    }
    Type object_type(thread_, runtime_->type_at(LayoutId::kObject));
    RawType(*object_type).set_flags(object_type->flags() & ~static_cast<word>(kTypeHasDict));
    type_update_flags(thread_, object_type);
  }

  // The namespace of builtins: functions, and the types that are not hidden.
  void make_builtins() {
    const NativeModuleDefinition* definition = find_native_module(thread_, "builtins");
    Object name(thread_, runtime_->symbol(Symbol::kbuiltins));
    Module module(thread_, new_module(thread_, name));
    Dict dict(thread_, module->dict());
    runtime_->set_builtins(*module, *dict);
    if (definition == nullptr) return;
    Object key(thread_, RawObject::none());
    Object value(thread_, RawObject::none());
    Dict types(thread_, new_dict(thread_));
    for (int i = 0; i < definition->type_count; i++) {
      const NativeTypeDefinition& type = definition->types[i];
      value = type_named(type.name);
      if (value->is_unbound()) value = new_native_type(thread_, type, name, dict);
      if (value->is_error()) return;
      if (RawType(value->raw()).mro().is_none()) {
        Type late(thread_, *value);
        link_late(type, late, dict);
      }
      key = intern_ascii(thread_, type.name);
      note_exception(type.name, *value);
      const char* dot = std::strrchr(type.name, '.');
      if (!type.hidden && dot == nullptr) dict_set_str(thread_, dict, key, value);
      if (dot != nullptr) key = intern_ascii(thread_, dot + 1);
      dict_set_str(thread_, types, key, value);
    }
    // The Python part of the stubs finds the types that it extends here, hidden ones included.
    if (definition->python_source != nullptr) {
      key = intern_ascii(thread_, "__stub_types__");
      dict_set_str(thread_, dict, key, types);
    }
    make_exception_group(dict);
    for (int i = 0; i < definition->function_count; i++) {
      key = intern_ascii(thread_, definition->functions[i].name);
      value = new_native_function(thread_, &definition->functions[i], Kind::kNativeFunction, module,
                                  name);
      dict_set_str(thread_, dict, key, value);
    }
    add_constant(dict, "None", RawObject::none());
    add_constant(dict, "True", RawObject::true_object());
    add_constant(dict, "False", RawObject::false_object());
    add_constant(dict, "Ellipsis", RawObject::ellipsis());
    add_constant(dict, "NotImplemented", RawObject::not_implemented());
    add_constant(dict, "__debug__", RawObject::true_object());
    add_constant(dict, "EnvironmentError", exc_type(thread_, Exc::kOSError));
    add_constant(dict, "IOError", exc_type(thread_, Exc::kOSError));
  }

  // The one builtin class with two bases: PEP 654 makes a group of Exceptions an Exception itself.
  void make_exception_group(const Dict& dict) {
    Object first(thread_, exc_type(thread_, Exc::kBaseExceptionGroup)),
        second(thread_, exc_type(thread_, Exc::kException));
    if (first->is_unbound() || second->is_unbound()) return;
    Tuple bases(thread_, new_tuple_of(thread_, first, second));
    Object name(thread_, intern_ascii(thread_, "ExceptionGroup"));
    Dict ns(thread_, new_dict(thread_));
    Object key(thread_, runtime_->symbol(Symbol::k__module__));
    Object value(thread_, runtime_->symbol(Symbol::kbuiltins));
    dict_set_str(thread_, ns, key, value);
    Object metatype(thread_, runtime_->type_at(LayoutId::kType));
    value = make_type(thread_, metatype, name, bases, ns);
    if (value->is_error()) return;
    note_exception("ExceptionGroup", *value);
    dict_set_str(thread_, dict, name, value);
  }

  void add_constant(const Dict& dict, const char* name, RawObject raw_value) {
    Object value(thread_, raw_value);
    if (value->is_unbound()) return;
    Object key(thread_, intern_ascii(thread_, name));
    dict_set_str(thread_, dict, key, value);
  }

  void note_exception(const char* name, RawObject type) {
    static constexpr const char* kNames[] = {
#define PYRO_EXCEPTION_NAME(name) #name,
        PYRO_EXCEPTION_TYPES(PYRO_EXCEPTION_NAME)
#undef PYRO_EXCEPTION_NAME
    };
    for (size_t i = 0; i < std::size(kNames); i++) {
      if (std::strcmp(kNames[i], name) == 0)
        runtime_->set_exception_type(static_cast<Exc>(i), type);
    }
  }

  Thread* thread_;
  Runtime* runtime_;
};

std::unique_ptr<Runtime> Runtime::create(const RuntimeOptions& options) {
  std::unique_ptr<Runtime> runtime(new Runtime(options));
  runtime->heap_ = gc::Heap::create(runtime.get(), options.heap);
  if (runtime->heap_ == nullptr) return nullptr;
  runtime->interned_ = std::make_unique<InternTable>(runtime.get());
  Thread* main_thread = runtime->add_thread();
  if (main_thread == nullptr) return nullptr;
  runtime->lock()->acquire(main_thread);
  runtime->add_code_block(std::make_unique<CodeBlock>());  // block 0, of dormant code
  return runtime;
}

bool bootstrap_runtime(Thread* thread) { return Bootstrap(thread).run(); }

const NativeModuleDefinition* find_native_module(Thread* thread, std::string_view name) {
  for (const NativeModuleDefinition& definition : thread->runtime()->options().native_modules) {
    if (name == definition.name) return &definition;
  }
  return nullptr;
}

RawObject new_module(Thread* thread, const Object& name) {
  Module module(thread, new_instance_of_kind(thread, Kind::kModule));
  Dict dict(thread, new_dict(thread));
  module->set_dict(*dict);
  module->set_definition(0);
  Runtime* runtime = thread->runtime();
  Object key(thread, runtime->symbol(Symbol::k__name__));
  Object value(thread, *name);
  dict_set_str(thread, dict, key, value);
  value = RawObject::none();
  for (Symbol symbol :
       {Symbol::k__doc__, Symbol::k__package__, Symbol::k__loader__, Symbol::k__spec__}) {
    key = runtime->symbol(symbol);
    dict_set_str(thread, dict, key, value);
  }
  return *module;
}

RawObject new_native_module(Thread* thread, const NativeModuleDefinition& definition) {
  Object name(thread, intern_ascii(thread, definition.name));
  Module module(thread, new_module(thread, name));
  Dict dict(thread, module->dict());
  Object key(thread, thread->runtime()->symbol(Symbol::k__doc__));
  Object value(thread, RawObject::none());
  if (definition.doc != nullptr) {
    value = new_str(thread, definition.doc);
    dict_set_str(thread, dict, key, value);
  }
  Dict types(thread, new_dict(thread));
  for (int i = 0; i < definition.type_count; i++) {
    const char* dot = std::strrchr(definition.types[i].name, '.');
    key = intern_ascii(thread, dot != nullptr ? dot + 1 : definition.types[i].name);
    // Types may derive from others of the module, hidden ones included.
    value = new_native_type(thread, definition.types[i], name, types);
    if (value->is_error()) return *value;
    dict_set_str(thread, types, key, value);
    if (!definition.types[i].hidden) dict_set_str(thread, dict, key, value);
  }
  // Hidden types are found here, by the initialize function and by the Python part (which drops the
  // name).
  Object types_key(thread, intern_ascii(thread, "__stub_types__"));
  if (definition.type_count > 0) dict_set_str(thread, dict, types_key, types);
  for (int i = 0; i < definition.function_count; i++) {
    key = intern_ascii(thread, definition.functions[i].name);
    value =
        new_native_function(thread, &definition.functions[i], Kind::kNativeFunction, module, name);
    dict_set_str(thread, dict, key, value);
  }
  if (definition.initialize != nullptr) {
    StackWindow window(thread);
    if (!window.push(*module)) return RawObject::error();
    RawObject result = definition.initialize(thread, Arguments(window.base()));
    if (result.is_error()) return result;
  }
  if (definition.python_source == nullptr) dict_remove(thread, dict, types_key);
  return *module;
}

}  // namespace pyro
