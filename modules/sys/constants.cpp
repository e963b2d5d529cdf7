#include <gnu/libc-version.h>

#include <algorithm>
#include <cfloat>
#include <vector>

#include "lib-python/natives.h"
#include "modules/support.h"
#include "modules/sys/stdlib_names.h"
#include "modules/sys/sys_module.h"
#include "runtime/set.h"
#include "runtime/struct_sequence.h"

// sys: constants.

namespace pyro {

namespace {

constexpr StructSequenceField kFlagFields[] = {
    {"debug", "-d"},
    {"inspect", "-i"},
    {"interactive", "-i"},
    {"optimize", "-O or -OO"},
    {"dont_write_bytecode", "-B"},
    {"no_user_site", "-s"},
    {"no_site", "-S"},
    {"ignore_environment", "-E"},
    {"verbose", "-v"},
    {"bytes_warning", "-b"},
    {"quiet", "-q"},
    {"hash_randomization", "-R"},
    {"isolated", "-I"},
    {"dev_mode", "-X dev"},
    {"utf8_mode", "-X utf8"},
    {"warn_default_encoding", "set by -X warn_default_encoding"},
    {"safe_path", "-P"},
    {"int_max_str_digits", "set by -X int_max_str_digits"},
};
constexpr StructSequenceDefinition kFlags = {
    "sys.flags", "What options and environment variables have set.", kFlagFields, 18, false};

constexpr StructSequenceField kVersionFields[] = {
    {"major", "3 for Python 3"},
    {"minor", "number of the feature release"},
    {"micro", "number of the bug-fix release"},
    {"releaselevel", "'final', or the stage before that: 'alpha', 'beta' or 'candidate'"},
    {"serial", "number within that stage"}};
constexpr StructSequenceDefinition kVersionInfo = {
    "sys.version_info", "The version of Python, by its parts.", kVersionFields, 5, false};

constexpr StructSequenceField kFloatFields[] = {
    {"max", "DBL_MAX: the greatest finite float"},
    {"max_exp", "DBL_MAX_EXP"},
    {"max_10_exp", "DBL_MAX_10_EXP"},
    {"min", "DBL_MIN: the least positive float of full precision"},
    {"min_exp", "DBL_MIN_EXP"},
    {"min_10_exp", "DBL_MIN_10_EXP"},
    {"dig", "DBL_DIG: how many decimal digits survive in any float"},
    {"mant_dig", "DBL_MANT_DIG: bits of the mantissa"},
    {"epsilon", "DBL_EPSILON"},
    {"radix", "FLT_RADIX"},
    {"rounds", "FLT_ROUNDS"}};
constexpr StructSequenceDefinition kFloatInfo = {"sys.float_info", "Limits of the float type.",
                                                 kFloatFields, 11, true};

constexpr StructSequenceField kIntFields[] = {
    {"bits_per_digit", "bits in each digit of an int"},
    {"sizeof_digit", "size in bytes of a digit"},
    {"default_max_str_digits", "how many digits int() and str() convert by default"},
    {"str_digits_check_threshold", "the least limit on digits that can be set"}};
constexpr StructSequenceDefinition kIntInfo = {"sys.int_info", "How ints are represented.",
                                               kIntFields, 4, true};

constexpr StructSequenceField kHashFields[] = {
    {"width", "how many bits a hash has"},
    {"modulus", "the prime that numbers are hashed by"},
    {"inf", "hash of positive infinity"},
    {"nan", "not used"},
    {"imag", "what an imaginary part is multiplied by"},
    {"algorithm", "how text and bytes are hashed"},
    {"hash_bits", "bits that this algorithm computes"},
    {"seed_bits", "bits of its key"},
    {"cutoff", "up to which length another algorithm is used"}};
constexpr StructSequenceDefinition kHashInfo = {"sys.hash_info", "Parameters of hash().",
                                                kHashFields, 9, true};

constexpr StructSequenceField kThreadFields[] = {
    {"name", "what threads are made with"},
    {"lock", "what locks are made with"},
    {"version", "which library of threads it is, with its version"}};
constexpr StructSequenceDefinition kThreadInfo = {"sys.thread_info", "How threads are implemented.",
                                                  kThreadFields, 3, true};

constexpr StructSequenceField kUnraisableFields[] = {{"exc_type", "Class of the exception"},
                                                     {"exc_value", "The exception itself"},
                                                     {"exc_traceback", "Where it was raised"},
                                                     {"err_msg", "What to say before it"},
                                                     {"object", "What the exception was about"}};
constexpr StructSequenceDefinition kUnraisable = {
    "sys.UnraisableHookArgs", "Argument of sys.unraisablehook.", kUnraisableFields, 5, true};

// A struct sequence made of values pushed one after the other.
class SequenceBuilder {
 public:
  SequenceBuilder(Thread* thread, const StructSequenceDefinition& definition)
      : thread_(thread),
        values_(thread, new_tuple(thread, static_cast<word>(definition.fields.size()))),
        definition_(definition) {}
  SequenceBuilder& number(int64_t value) { return object(new_int(thread_, value)); }
  SequenceBuilder& real(double value) { return object(new_float(thread_, value)); }
  SequenceBuilder& text(std::string_view value) { return object(new_str(thread_, value)); }
  SequenceBuilder& object(RawObject value) {
    tuple_init(*values_, count_++, value);
    return *this;
  }
  // Sets module.NAME to a new instance of a new type.
  bool publish(const Object& module, const char* name) {
    Object type(thread_, new_struct_sequence_type(thread_, definition_));
    if (type->is_error()) return false;
    Object value(thread_, new_struct_sequence(thread_, type, values_));
    return module_set(thread_, module, name, value);
  }

 private:
  Thread* thread_;
  Tuple values_;
  const StructSequenceDefinition& definition_;
  word count_ = 0;
};

bool set_version(Thread* thread, const Object& module, const char* name) {
  SequenceBuilder builder(thread, kVersionInfo);
  builder.number(3).number(11).number(2).text("final").number(0);
  return builder.publish(module, name);
}

bool set_number_infos(Thread* thread, const Object& module) {
  SequenceBuilder floats(thread, kFloatInfo);
  floats.real(DBL_MAX)
      .number(DBL_MAX_EXP)
      .number(DBL_MAX_10_EXP)
      .real(DBL_MIN)
      .number(DBL_MIN_EXP)
      .number(DBL_MIN_10_EXP);
  floats.number(DBL_DIG).number(DBL_MANT_DIG).real(DBL_EPSILON).number(FLT_RADIX).number(1);
  if (!floats.publish(module, "float_info")) return false;
  SequenceBuilder ints(thread, kIntInfo);
  ints.number(30).number(4).number(4300).number(640);
  if (!ints.publish(module, "int_info")) return false;
  SequenceBuilder hashes(thread, kHashInfo);
  hashes.number(64)
      .number((int64_t{1} << 61) - 1)
      .number(314159)
      .number(0)
      .number(1000003)
      .text("siphash13");
  hashes.number(64).number(128).number(0);
  return hashes.publish(module, "hash_info");
}

bool set_thread_info(Thread* thread, const Object& module) {
  SequenceBuilder builder(thread, kThreadInfo);
  builder.text("pthread").text("semaphore").text(std::string("NPTL ") + gnu_get_libc_version());
  return builder.publish(module, "thread_info");
}

bool set_implementation(Thread* thread, const Object& module) {
  Dict fields(thread, new_dict(thread));
  auto set = [&](const char* name, RawObject raw) {
    Object value(thread, raw);
    Object key(thread, intern_ascii(thread, name));
    return dict_set(thread, fields, key, value);
  };
  if (!set("name", new_str(thread, "pyro")) || !set("cache_tag", new_str(thread, "pyro-311")) ||
      !set("version", module_get(thread, module, "version_info")) ||
      !set("hexversion", RawObject::from_small_int(0x030b02f0)) ||
      !set("_multiarch", new_str(thread, "x86_64-linux-gnu"))) {
    return false;
  }
  Object value(thread, new_namespace(thread, fields));
  return module_set(thread, module, "implementation", value);
}

RawObject name_tuple(Thread* thread, const std::vector<std::string>& names) {
  Tuple tuple(thread, new_tuple(thread, static_cast<word>(names.size())));
  for (size_t i = 0; i < names.size(); i++) {
    RawObject name = new_str(thread, names[i]);
    tuple_init(*tuple, static_cast<word>(i), name);
  }
  return *tuple;
}

bool set_module_names(Thread* thread, const Object& module) {
  std::vector<std::string> builtin;
  for (const NativeModuleDefinition& definition : thread->runtime()->options().native_modules)
    builtin.push_back(definition.name);
  std::sort(builtin.begin(), builtin.end());
  Object names(thread, name_tuple(thread, builtin));
  if (!module_set(thread, module, "builtin_module_names", names)) return false;
  AnySet set(thread, new_frozen_set(thread));
  Object name(thread, RawObject::none());
  for (const char* each : kStandardModules) {
    name = new_str_ascii(thread, each);
    if (!set_add(thread, set, name)) return false;
  }
  return module_set(thread, module, "stdlib_module_names", set);
}

bool set_texts(Thread* thread, const Object& module) {
  struct {
    const char *name, *text;
  } constexpr kTexts[] = {
      {"version", "3.11.2 (pyro) [Clang " __clang_version__ "]"},
      {"copyright", "Copyright (c) the authors of pyro.\nAll Rights Reserved."},
      {"platform", "linux"},
      {"byteorder", "little"},
      {"float_repr_style", "short"},
      {"abiflags", ""},
      {"platlibdir", "lib"},
      {"executable", ""},
      {"prefix", "/usr"},
      {"exec_prefix", "/usr"},
      {"base_prefix", "/usr"},
      {"base_exec_prefix", "/usr"},
      {"_base_executable", ""},
      {"_framework", ""},
      {"_stdlib_dir", "/usr/lib/python3.11"},
  };
  for (const auto& entry : kTexts) {
    if (!module_set_text(thread, module, entry.name, entry.text)) return false;
  }
  Object git(thread, name_tuple(thread, {"pyro", "", ""}));
  return module_set(thread, module, "_git", git);
}

bool set_containers(Thread* thread, const Object& module) {
  Object value(thread, RawObject::none());
  for (const char* name : {"argv", "orig_argv", "path", "meta_path", "path_hooks", "warnoptions"}) {
    value = new_list(thread);
    if (!module_set(thread, module, name, value)) return false;
  }
  for (const char* name : {"path_importer_cache", "_xoptions"}) {
    value = new_dict(thread);
    if (!module_set(thread, module, name, value)) return false;
  }
  Runtime* runtime = thread->runtime();
  if (!is_heap_dict(runtime->modules_dict())) runtime->set_modules_dict(new_dict(thread));
  value = runtime->modules_dict();
  if (!module_set(thread, module, "modules", value)) return false;
  value = RawObject::none();
  if (!module_set(thread, module, "pycache_prefix", value) ||
      !module_set(thread, module, "_home", value))
    return false;
  value = RawObject::false_object();
  return module_set(thread, module, "dont_write_bytecode", value);
}

// The hooks are kept under a second name, so that programs can restore them.
bool set_saved_hooks(Thread* thread, const Object& module) {
  Object hook(thread, RawObject::none());
  for (const char* name : {"breakpointhook", "displayhook", "excepthook", "unraisablehook"}) {
    hook = module_get(thread, module, name);
    if (!module_set(thread, module, ("__" + std::string(name) + "__").c_str(), hook)) return false;
  }
  return true;
}

}  // namespace

bool set_sys_flags(Thread* thread, const Object& sys_module, const SysFlags& flags) {
  SequenceBuilder builder(thread, kFlags);
  for (int value :
       {flags.debug, flags.inspect, flags.interactive, flags.optimize, flags.dont_write_bytecode,
        flags.no_user_site, flags.no_site, flags.ignore_environment, flags.verbose,
        flags.bytes_warning, flags.quiet, flags.hash_randomization, flags.isolated}) {
    builder.number(value);
  }
  builder.object(RawObject::from_bool(flags.dev_mode))
      .number(flags.utf8_mode)
      .number(flags.warn_default_encoding);
  builder.object(RawObject::from_bool(flags.safe_path)).number(flags.int_max_str_digits);
  return builder.publish(sys_module, "flags");
}

namespace natives {

RawObject sys_initialize(Thread* thread, Arguments arguments) {
  Object module(thread, arguments[0]);
  constexpr IntConstant kNumbers[] = {{"maxsize", INT64_MAX},
                                      {"maxunicode", 0x10ffff},
                                      {"hexversion", 0x030b02f0},
                                      {"api_version", 1013}};
  bool ok = module_set_ints(thread, module, kNumbers) && set_texts(thread, module) &&
            set_version(thread, module, "version_info") && set_number_infos(thread, module) &&
            set_thread_info(thread, module) && set_implementation(thread, module) &&
            set_module_names(thread, module) && set_containers(thread, module) &&
            set_saved_hooks(thread, module) && set_sys_flags(thread, module, SysFlags());
  if (!ok) return RawObject::error();
  Object unraisable(thread, new_struct_sequence_type(thread, kUnraisable));
  if (unraisable->is_error()) return *unraisable;
  set_unraisable_record_type(thread, *unraisable);
  return RawObject::none();
}

}  // namespace natives
}  // namespace pyro
