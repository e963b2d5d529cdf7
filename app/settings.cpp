#include "app/startup_steps.h"
#include "modules/support.h"
#include "modules/sys/sys_module.h"

// The configuration as the module sys shows it.

namespace pyro::app {

namespace {

class Publisher {
 public:
  Publisher(Thread* thread, const Configuration& configuration)
      : thread_(thread),
        configuration_(configuration),
        sys_(thread, thread->runtime()->sys_module()) {}

  bool publish() {
    const Configuration& c = configuration_;
    Object no_bytecode(thread_, RawObject::from_bool(!c.write_bytecode));
    return text("executable", c.executable) && text("_base_executable", c.base_executable) &&
           text("prefix", c.prefix) && text("exec_prefix", c.exec_prefix) &&
           text("base_prefix", c.prefix) && text("base_exec_prefix", c.exec_prefix) &&
           list("path", c.module_search_paths) && list("argv", c.argv) &&
           list("orig_argv", c.original_argv) && list("warnoptions", c.warn_options) &&
           set("dont_write_bytecode", no_bytecode) && text("_stdlib_dir", c.library) &&
           x_options() && flags() &&
           (c.pycache_prefix.empty() || text("pycache_prefix", c.pycache_prefix));
  }

 private:
  bool set(const char* name, const Object& value) { return module_set(thread_, sys_, name, value); }

  bool text(const char* name, const std::string& bytes) {
    Object value(thread_, decode_file_system(thread_, bytes));
    return !value->is_error() && set(name, value);
  }

  bool list(const char* name, const std::vector<std::string>& texts) {
    List list(thread_, new_list(thread_));
    Object value(thread_, RawObject::none());
    for (const std::string& each : texts) {
      value = decode_file_system(thread_, each);
      if (value->is_error() || !list_append(thread_, list, value)) return false;
    }
    return set(name, list);
  }

  bool x_options() {
    Dict options(thread_, new_dict(thread_));
    Object key(thread_, RawObject::none());
    Object value(thread_, RawObject::none());
    for (const std::string& option : configuration_.x_options) {
      size_t equals = option.find('=');
      key = decode_file_system(thread_, std::string_view(option).substr(0, equals));
      if (key->is_error()) return false;
      value = RawObject::true_object();
      if (equals != std::string::npos)
        value = decode_file_system(thread_, std::string_view(option).substr(equals + 1));
      if (value->is_error() || !dict_set(thread_, options, key, value)) return false;
    }
    return set("_xoptions", options);
  }

  bool flags() {
    const Configuration& c = configuration_;
    SysFlags flags;
    flags.debug = c.debug, flags.inspect = c.inspect, flags.interactive = c.interactive,
    flags.optimize = c.optimize;
    flags.dont_write_bytecode = !c.write_bytecode, flags.no_user_site = c.no_user_site,
    flags.no_site = c.no_site;
    flags.ignore_environment = !c.use_environment, flags.verbose = c.verbose,
    flags.bytes_warning = c.bytes_warning;
    flags.quiet = c.quiet, flags.hash_randomization = c.hash_randomization,
    flags.isolated = c.isolated;
    flags.dev_mode = c.dev_mode, flags.utf8_mode = c.utf8_mode,
    flags.warn_default_encoding = c.warn_default_encoding;
    flags.safe_path = c.safe_path, flags.int_max_str_digits = c.int_max_digits;
    return set_sys_flags(thread_, sys_, flags);
  }

  Thread* thread_;
  const Configuration& configuration_;
  Object sys_;
};

}  // namespace

bool publish_configuration(Thread* thread, const Configuration& configuration) {
  Runtime* runtime = thread->runtime();
  if (configuration.int_max_digits >= 0) runtime->max_int_digits = configuration.int_max_digits;
  runtime->optimize_level = configuration.optimize;
  runtime->bytes_warning = configuration.bytes_warning;
  runtime->warn_default_encoding = configuration.warn_default_encoding;
  runtime->verbose = configuration.verbose;
  runtime->utf8_mode = configuration.utf8_mode;
  runtime->debug_ranges = configuration.debug_ranges;
  return Publisher(thread, configuration).publish();
}

}  // namespace pyro::app
