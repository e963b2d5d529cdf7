#include "lib-python/natives.h"
#include "modules/frames.h"
#include "modules/support.h"
#include "runtime/host_file.h"
#include "runtime/traceback_print.h"

// Warnings (library reference, "warnings"). Filters, the default action and the registry of "once"
// are those of the module warnings as soon as that is imported: programs replace them there.

namespace pyro::natives {

namespace {

constexpr int kModuleKey = 0, kVersionKey = 0;

word filters_version(Thread* thread) {
  RawObject version = thread->runtime()->module_state(&kVersionKey);
  return version.is_none() ? 1 : version.small_int();
}

// The module warnings if it is imported, else Unbound.
RawObject python_module(Thread* thread) {
  Dict modules(thread, thread->runtime()->modules_dict());
  Object name(thread, intern_ascii(thread, "warnings"));
  RawObject module = dict_get(thread, modules, name);
  return module.is_none() ? RawObject::unbound() : module;
}

// warnings.NAME, or else _warnings.OWN_NAME.
RawObject setting(Thread* thread, const char* name, const char* own_name) {
  Object module(thread, python_module(thread));
  if (module->is_error()) return *module;
  if (!module->is_unbound()) {
    Object key(thread, intern_ascii(thread, name));
    RawObject value = find_attribute(thread, module, key);
    if (!value.is_unbound()) return value;
  }
  Object own(thread, thread->runtime()->module_state(&kModuleKey));
  return module_get(thread, own, own_name);
}

// One warning on its way.
struct Warning {
  explicit Warning(Thread* thread)
      : category(thread, RawObject::none()),
        message(thread, RawObject::none()),
        text(thread, RawObject::none()),
        filename(thread, RawObject::none()),
        module(thread, RawObject::none()),
        registry(thread, RawObject::none()),
        source_line(thread, RawObject::none()),
        source(thread, RawObject::none()) {}
  Object category, message, text, filename, module, registry, source_line, source;
  word line = 0;
};

// --- filters

Truth matches(Thread* thread, RawObject pattern_value, const Object& text) {
  Object pattern(thread, pattern_value);
  if (pattern->is_none()) return Truth::kTrue;
  if (is_exact_str(*pattern)) return equals(thread, pattern, text);
  Object result(thread, call_named(thread, pattern, "match", text));
  return result->is_error() ? Truth::kError : is_true(thread, result);
}

Truth filter_matches(Thread* thread, const Tuple& item, const Warning& warning) {
  Truth truth = matches(thread, tuple_at(*item, 1), warning.text);
  if (truth != Truth::kTrue) return truth;
  Object category(thread, tuple_at(*item, 2));
  truth = is_subclass(thread, warning.category, category);
  if (truth != Truth::kTrue) return truth;
  truth = matches(thread, tuple_at(*item, 3), warning.module);
  if (truth != Truth::kTrue) return truth;
  Object line(thread, tuple_at(*item, 4));
  int64_t number;
  if (!as_int64(thread, line, &number)) return Truth::kError;
  return truth_of(number == 0 || number == warning.line);
}

// The action of the first filter that matches. *item gets that filter.
RawObject find_action(Thread* thread, const Warning& warning, Object* item) {
  Object filters(thread, setting(thread, "filters", "filters"));
  if (filters->is_error()) return *filters;
  if (!is_heap_list(*filters)) return raise_value_error(thread, "_warnings.filters must be a list");
  for (word i = 0; i < RawList::cast(*filters).length(); i++) {
    *item = list_at(RawList::cast(*filters), i);
    if (!is_tuple(**item) || tuple_length(underlying_value(**item)) != 5) {
      return raise_value_error(thread, "_warnings.filters item %ld isn't a 5-tuple", i);
    }
    Tuple filter(thread, underlying_value(**item));
    Truth truth = filter_matches(thread, filter, warning);
    if (truth == Truth::kError) return RawObject::error();
    if (truth == Truth::kTrue) return tuple_at(*filter, 0);
  }
  *item = RawObject::none();
  RawObject action = setting(thread, "defaultaction", "_defaultaction");
  if (action.is_unbound()) return raise_value_error(thread, "_warnings.defaultaction not found");
  return action;
}

// --- registries

RawObject registry_key(Thread* thread, const Warning& warning, word line, bool with_line) {
  Object number(thread, new_int(thread, line));
  return with_line ? new_tuple_of(thread, warning.text, warning.category, number)
                   : new_tuple_of(thread, warning.text, warning.category);
}

// Was this warning shown before? With `set`, notes that it is now.
Truth already_warned(Thread* thread, const Object& registry_object, const Object& key, bool set) {
  Dict registry(thread, *registry_object);
  Object version_name(thread, intern_ascii(thread, "version"));
  Object version(thread, dict_get(thread, registry, version_name));
  if (version->is_error()) return Truth::kError;
  Object yes(thread, RawObject::true_object());
  if (!version->is_small_int() || version->small_int() != filters_version(thread)) {
    dict_clear(thread, registry);
    version = RawObject::from_small_int(filters_version(thread));
    if (!dict_set(thread, registry, version_name, version)) return Truth::kError;
  } else {
    Object known(thread, dict_get(thread, registry, key));
    if (known->is_error()) return Truth::kError;
    if (!known->is_unbound()) {
      Truth truth = is_true(thread, known);
      if (truth != Truth::kFalse) return truth;
    }
  }
  if (set && !dict_set(thread, registry, key, yes)) return Truth::kError;
  return Truth::kFalse;
}

// "once" and "module": has it been shown anywhere, or anywhere in this module?
Truth note_in_registry(Thread* thread, const Object& registry, const Warning& warning,
                       bool with_line) {
  if (!is_heap_dict(*registry)) return Truth::kFalse;
  Object key(thread, registry_key(thread, warning, 0, with_line));
  return already_warned(thread, registry, key, true);
}

// --- showing

// A line of a file, counted from 1; empty if there is none.
std::string line_of_file(const std::string& path, word number) {
  std::string text, line;
  if (!read_host_file(path, &text)) return line;
  size_t start = 0;
  for (; number > 1 && start != std::string::npos; number--) {
    start = text.find('\n', start);
    if (start != std::string::npos) start++;
  }
  if (start != std::string::npos) line = text.substr(start, text.find('\n', start) - start);
  return line;
}

bool show_plainly(Thread* thread, const Warning& warning) {
  Object stream(thread, sys_get(thread, "stderr"));
  if (stream->is_unbound()) stream = RawObject::none();
  Object name(thread, get_attribute(thread, warning.category, Symbol::k__name__));
  if (name->is_error()) return false;
  Object line(thread, new_str_format(thread, "%S:%ld: %S: %S\n", &warning.filename, warning.line,
                                     &name, &warning.text));
  if (line->is_error()) return false;
  std::string text = utf8_of(*line);
  std::string source = is_str(*warning.source_line)
                           ? utf8_of(*warning.source_line)
                           : line_of_file(utf8_of(*warning.filename), warning.line);
  size_t start = source.find_first_not_of(" \t\f");
  if (start != std::string::npos) text += "  " + source.substr(start) + "\n";
  write_text(thread, stream, text);
  return true;
}

bool show(Thread* thread, const Warning& warning) {
  Object module(thread, python_module(thread));
  if (module->is_error()) return false;
  if (module->is_unbound()) return show_plainly(thread, warning);
  Object show_name(thread, intern_ascii(thread, "_showwarnmsg"));
  Object function(thread, find_attribute(thread, module, show_name));
  if (function->is_error()) return false;
  if (function->is_unbound()) return show_plainly(thread, warning);
  if (!is_callable(thread, *function)) {
    raise_type_error(thread, "warnings._showwarnmsg() must be set to a callable");
    return false;
  }
  Object type(thread, attribute_named(thread, module, "WarningMessage"));
  if (type->is_error()) return false;
  Tuple args(thread, new_tuple(thread, 7));
  tuple_init(*args, 0, *warning.message);
  tuple_init(*args, 1, *warning.category);
  tuple_init(*args, 2, *warning.filename);
  RawObject line = new_int(thread, warning.line);
  tuple_init(*args, 3, line);
  tuple_init(*args, 4, RawObject::none());
  tuple_init(*args, 5, RawObject::none());
  tuple_init(*args, 6, *warning.source);
  Object none(thread, RawObject::none());
  Object record(thread, call_with(thread, type, args, none));
  return !record->is_error() && !call(thread, function, record).is_error();
}

RawObject raise_unknown_action(Thread* thread, const Object& action, const Object& item) {
  return raise(thread, Exc::kRuntimeError, "Unrecognized action (%R) in warnings.filters:\n %R",
               &action, &item);
}

// Applies the action; the warning's fields are complete.
RawObject dispatch(Thread* thread, const Warning& warning) {
  Object key(thread, registry_key(thread, warning, warning.line, true));
  bool has_registry = is_heap_dict(*warning.registry);
  if (has_registry) {
    Truth truth = already_warned(thread, warning.registry, key, false);
    if (truth == Truth::kError) return RawObject::error();
    if (truth == Truth::kTrue) return RawObject::none();
  }
  Object item(thread, RawObject::none());
  Object action(thread, find_action(thread, warning, &item));
  if (action->is_error()) return *action;
  std::string name = is_str(*action) ? utf8_of(*action) : "";
  if (name == "error") return raise_object(thread, warning.message);
  if (name == "ignore") return RawObject::none();
  Truth seen = Truth::kFalse;
  if (name != "always") {
    Object yes(thread, RawObject::true_object());
    if (has_registry) {
      Dict registry(thread, *warning.registry);
      if (!dict_set(thread, registry, key, yes)) return RawObject::error();
    }
    if (name == "once") {
      Object once(thread, setting(thread, "onceregistry", "_onceregistry"));
      seen = note_in_registry(thread, once, warning, false);
    } else if (name == "module") {
      seen = note_in_registry(thread, warning.registry, warning, true);
    } else if (name != "default") {
      return raise_unknown_action(thread, action, item);
    }
  }
  if (seen == Truth::kError) return RawObject::error();
  return none_or_error(seen == Truth::kTrue || show(thread, warning));
}

// A module's name made from its file, for warnings that do not say.
std::string module_of_file(const std::string& filename) {
  if (filename.empty()) return "<unknown>";
  return filename.size() > 3 && filename.ends_with(".py") ? filename.substr(0, filename.size() - 3)
                                                          : filename;
}

// Fills message, text and category from what was given; then applies the filters.
RawObject issue(Thread* thread, Warning& warning, const Object& given) {
  if (!warning.registry->is_none() && !is_heap_dict(*warning.registry)) {
    return raise_type_error(thread, "'registry' must be a dict or None");
  }
  if (warning.module->is_none())
    warning.module = new_str(thread, module_of_file(utf8_of(*warning.filename)));
  if (is_subtype_NoGC(type_of(thread, *given), exc_type(thread, Exc::kWarning))) {
    warning.message = *given;
    warning.category = type_of(thread, *given);
    warning.text = str(thread, given);
    if (warning.text->is_error()) return *warning.text;
  } else {
    warning.text = *given;
    warning.message = call(thread, warning.category, given);
    if (warning.message->is_error()) return *warning.message;
  }
  return dispatch(thread, warning);
}

// --- origin

// Frames of the import system are no places to blame.
bool is_internal(const ActiveFrame* frame) {
  std::string file = utf8_of(RawCode(frame->code.raw()).filename());
  return file.find("importlib") != std::string::npos &&
         file.find("_bootstrap") != std::string::npos;
}

ActiveFrame* blamed_frame(Thread* thread, word stack_level) {
  ActiveFrame* frame = thread->frame;
  if (frame == nullptr) return nullptr;
  if (stack_level <= 0 || is_internal(frame)) {
    while (--stack_level > 0 && frame != nullptr) frame = caller_of(thread, frame);
    return frame;
  }
  while (--stack_level > 0 && frame != nullptr) {
    do frame = caller_of(thread, frame);
    while (frame != nullptr && is_internal(frame));
  }
  return frame;
}

bool set_origin(Thread* thread, word stack_level, Warning& warning) {
  ActiveFrame* frame = blamed_frame(thread, stack_level);
  Object globals(thread, RawObject::none());
  if (frame == nullptr) {
    globals = RawModule::cast(thread->runtime()->sys_module()).dict();
    warning.filename = new_str_ascii(thread, "sys");
    warning.line = 1;
  } else {
    globals = frame->globals;
    warning.filename = RawCode(frame->code.raw()).filename();
    warning.line = frame_line_NoGC(frame);
  }
  Dict dict(thread, *globals);
  Object key(thread, intern_ascii(thread, "__warningregistry__"));
  warning.registry = dict_get(thread, dict, key);
  if (warning.registry->is_error()) return false;
  if (warning.registry->is_unbound()) {
    warning.registry = new_dict(thread);
    if (!dict_set(thread, dict, key, warning.registry)) return false;
  }
  warning.module = dict_get(thread, dict, Symbol::k__name__);
  if (warning.module->is_error()) return false;
  if (!is_str(*warning.module)) warning.module = new_str_ascii(thread, "<string>");
  return true;
}

bool set_category(Thread* thread, const Object& message, const Object& given, Warning& warning) {
  Object base(thread, exc_type(thread, Exc::kWarning));
  warning.category = *given;
  if (is_subtype_NoGC(type_of(thread, *message), *base))
    warning.category = type_of(thread, *message);
  if (warning.category->is_none()) warning.category = exc_type(thread, Exc::kUserWarning);
  if (is_heap_type(*warning.category) && is_subtype_NoGC(*warning.category, *base)) return true;
  raise_type_error(thread, "category must be a Warning subclass, not '%T'", &warning.category);
  return false;
}

// A line of a module's source through its loader, None if that offers none.
RawObject loaded_line(Thread* thread, const Object& globals, word line) {
  if (globals->is_none()) return *globals;
  if (!is_heap_dict(*globals))
    return raise_type_error(thread, "module_globals must be a dict, not '%T'", &globals);
  Dict dict(thread, *globals);
  Object loader(thread, dict_get(thread, dict, Symbol::k__loader__));
  Object name(thread, dict_get(thread, dict, Symbol::k__name__));
  if (loader->is_error() || name->is_error()) return RawObject::error();
  if (loader->is_unbound() || loader->is_none() || name->is_unbound()) return RawObject::none();
  Object method_name(thread, intern_ascii(thread, "get_source"));
  Object method(thread, find_attribute(thread, loader, method_name));
  if (method->is_error()) return *method;
  if (method->is_unbound()) return RawObject::none();
  Object source(thread, call(thread, method, name));
  if (source->is_error() || source->is_none()) return *source;
  if (!is_str(*source)) return raise_type_error(thread, "must be str, not %T", &source);
  source = underlying_value(*source);  // a subclass may answer something other than a list
  List lines(thread, call_named(thread, source, "splitlines"));
  if (lines->is_error()) return *lines;
  return line >= 1 && line <= lines->length() ? list_at(*lines, line - 1) : RawObject::none();
}

bool add_filter(Thread* thread, const List& filters, const char* action, Exc category,
                const char* module) {
  Tuple item(thread, new_tuple(thread, 5));
  RawObject text = new_str_ascii(thread, action);
  tuple_init(*item, 0, text);
  tuple_init(*item, 1, RawObject::none());
  tuple_init(*item, 2, exc_type(thread, category));
  RawObject name = module == nullptr ? RawObject::none() : new_str_ascii(thread, module);
  tuple_init(*item, 3, name);
  tuple_init(*item, 4, RawObject::from_small_int(0));
  return list_append(thread, filters, item);
}

}  // namespace

RawObject warnings_initialize(Thread* thread, Arguments arguments) {
  Object module(thread, arguments[0]);
  thread->runtime()->set_module_state(&kModuleKey, *module);
  List filters(thread, new_list(thread));
  bool ok = add_filter(thread, filters, "default", Exc::kDeprecationWarning, "__main__") &&
            add_filter(thread, filters, "ignore", Exc::kDeprecationWarning, nullptr) &&
            add_filter(thread, filters, "ignore", Exc::kPendingDeprecationWarning, nullptr) &&
            add_filter(thread, filters, "ignore", Exc::kImportWarning, nullptr) &&
            add_filter(thread, filters, "ignore", Exc::kResourceWarning, nullptr);
  Object once(thread, new_dict(thread));
  return none_or_error(ok && module_set(thread, module, "filters", filters) &&
                       module_set_text(thread, module, "_defaultaction", "default") &&
                       module_set(thread, module, "_onceregistry", once));
}

RawObject warnings__filters_mutated(Thread* thread, Arguments) {
  thread->runtime()->set_module_state(&kVersionKey,
                                      RawObject::from_small_int(filters_version(thread) + 1));
  return RawObject::none();
}

namespace {

RawObject do_warn(Thread* thread, const Object& message, const Object& category, word stack_level,
                  const Object& source) {
  Warning warning(thread);
  warning.source = *source;
  if (!set_category(thread, message, category, warning) ||
      !set_origin(thread, stack_level, warning))
    return RawObject::error();
  return issue(thread, warning, message);
}

}  // namespace

RawObject warnings_warn(Thread* thread, Arguments arguments) {
  Object message(thread, arguments[0]);
  Object category(thread, arguments[1]);
  Object level(thread, arguments[2]);
  Object source(thread, arguments[3]);
  int64_t stack_level;
  if (!as_int64(thread, level, &stack_level)) return RawObject::error();
  return do_warn(thread, message, category, stack_level, source);
}

RawObject warnings__warn_from_native(Thread* thread, Arguments arguments) {
  Object message(thread, arguments[0]);
  Object category(thread, arguments[1]);
  Object none(thread, RawObject::none());
  return do_warn(thread, message, category, arguments[2].small_int(), none);
}

RawObject warnings_warn_explicit(Thread* thread, Arguments arguments) {
  Warning warning(thread);
  Object message(thread, arguments[0]);
  Object line(thread, arguments[3]);
  Object globals(thread, arguments[6]);
  warning.category = arguments[1];
  warning.filename = arguments[2];
  warning.module = arguments[4];
  warning.registry = arguments[5];
  warning.source = arguments[7];
  if (!is_str(*warning.filename)) {
    return raise_type_error(thread, "warn_explicit() argument 3 must be str, not %V",
                            &warning.filename);
  }
  int number;
  if (!as_int(thread, line, &number)) return RawObject::error();
  warning.line = number;
  warning.source_line = loaded_line(thread, globals, number);
  if (warning.source_line->is_error()) return *warning.source_line;
  return issue(thread, warning, message);
}

}  // namespace pyro::natives
