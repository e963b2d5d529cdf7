#include <langinfo.h>
#include <libintl.h>
#include <locale.h>

#include <cerrno>
#include <climits>
#include <cstring>
#include <vector>

#include "lib-python/natives.h"
#include "modules/support.h"

namespace pyro::natives {

namespace {

constexpr IntConstant kConstants[] = {
    {"ABDAY_1", ABDAY_1},
    {"ABDAY_2", ABDAY_2},
    {"ABDAY_3", ABDAY_3},
    {"ABDAY_4", ABDAY_4},
    {"ABDAY_5", ABDAY_5},
    {"ABDAY_6", ABDAY_6},
    {"ABDAY_7", ABDAY_7},
    {"ABMON_1", ABMON_1},
    {"ABMON_10", ABMON_10},
    {"ABMON_11", ABMON_11},
    {"ABMON_12", ABMON_12},
    {"ABMON_2", ABMON_2},
    {"ABMON_3", ABMON_3},
    {"ABMON_4", ABMON_4},
    {"ABMON_5", ABMON_5},
    {"ABMON_6", ABMON_6},
    {"ABMON_7", ABMON_7},
    {"ABMON_8", ABMON_8},
    {"ABMON_9", ABMON_9},
    {"ALT_DIGITS", ALT_DIGITS},
    {"AM_STR", AM_STR},
    {"CODESET", CODESET},
    {"CRNCYSTR", CRNCYSTR},
    {"DAY_1", DAY_1},
    {"DAY_2", DAY_2},
    {"DAY_3", DAY_3},
    {"DAY_4", DAY_4},
    {"DAY_5", DAY_5},
    {"DAY_6", DAY_6},
    {"DAY_7", DAY_7},
    {"D_FMT", D_FMT},
    {"D_T_FMT", D_T_FMT},
    {"ERA", ERA},
    {"ERA_D_FMT", ERA_D_FMT},
    {"ERA_D_T_FMT", ERA_D_T_FMT},
    {"ERA_T_FMT", ERA_T_FMT},
    {"LC_ALL", LC_ALL},
    {"LC_COLLATE", LC_COLLATE},
    {"LC_CTYPE", LC_CTYPE},
    {"LC_MESSAGES", LC_MESSAGES},
    {"LC_MONETARY", LC_MONETARY},
    {"LC_NUMERIC", LC_NUMERIC},
    {"LC_TIME", LC_TIME},
    {"MON_1", MON_1},
    {"MON_10", MON_10},
    {"MON_11", MON_11},
    {"MON_12", MON_12},
    {"MON_2", MON_2},
    {"MON_3", MON_3},
    {"MON_4", MON_4},
    {"MON_5", MON_5},
    {"MON_6", MON_6},
    {"MON_7", MON_7},
    {"MON_8", MON_8},
    {"MON_9", MON_9},
    {"NOEXPR", NOEXPR},
    {"PM_STR", PM_STR},
    {"RADIXCHAR", RADIXCHAR},
    {"THOUSEP", THOUSEP},
    {"T_FMT", T_FMT},
    {"T_FMT_AMPM", T_FMT_AMPM},
    {"YESEXPR", YESEXPR},
    {"_DATE_FMT", _DATE_FMT},
    {"CHAR_MAX", CHAR_MAX},
    {"_DATE_FMT", _DATE_FMT},
};

constexpr int kErrorKey = 0;

RawObject raise_locale_error(Thread* thread, const char* text) {
  return raise(thread, thread->runtime()->module_state(&kErrorKey), "%s", text);
}

bool text_argument(Thread* thread, RawObject argument, const char* function, int position,
                   std::string* out) {
  Object value(thread, argument);
  if (!is_str(*value)) {
    raise_type_error(thread, "%s() argument %d must be str, not %V", function, position, &value);
    return false;
  }
  if (!encode_file_system(thread, value, out)) return false;
  if (out->find('\0') == std::string::npos) return true;
  raise_value_error(thread, "embedded null character");
  return false;
}

// CHAR_MAX in a grouping ends it without a repetition.
RawObject grouping_list(Thread* thread, const char* grouping) {
  List list(thread, new_list(thread));
  if (*grouping == 0) return *list;
  Object size(thread, RawObject::none());
  for (const char* at = grouping;; at++) {
    size = RawObject::from_small_int(*at);
    if (!list_append(thread, list, size)) return RawObject::error();
    if (*at == 0 || *at == CHAR_MAX) return *list;
  }
}

}  // namespace

RawObject locale_initialize(Thread* thread, Arguments arguments) {
  Object module(thread, arguments[0]);
  Object metatype(thread, thread->runtime()->type_at(LayoutId::kType));
  Object name(thread, new_str_ascii(thread, "Error"));
  Object base(thread, exc_type(thread, Exc::kException));
  Object bases(thread, new_tuple_of(thread, base));
  Dict ns(thread, new_dict(thread));
  Object key(thread, thread->runtime()->symbol(Symbol::k__module__));
  Object locale(thread, new_str_ascii(thread, "locale"));
  dict_set_str(thread, ns, key, locale);
  Object type(thread, call(thread, metatype, name, bases, ns));
  if (type->is_error()) return *type;
  thread->runtime()->set_module_state(&kErrorKey, *type);
  return none_or_error(module_set(thread, module, "Error", type) &&
                       module_set_ints(thread, module, kConstants));
}

RawObject locale_setlocale(Thread* thread, Arguments arguments) {
  Object category_object(thread, arguments[0]);
  int category;
  if (!as_int(thread, category_object, &category)) return RawObject::error();
  if (arguments[1].is_none()) {
    const char* current = ::setlocale(category, nullptr);
    return current == nullptr ? raise_locale_error(thread, "locale query failed")
                              : decode_file_system(thread, current);
  }
  std::string name;
  if (!text_argument(thread, arguments[1], "setlocale", 2, &name)) return RawObject::error();
  const char* result = ::setlocale(category, name.c_str());
  return result == nullptr ? raise_locale_error(thread, "unsupported locale setting")
                           : decode_file_system(thread, result);
}

RawObject locale_localeconv(Thread* thread, Arguments) {
  lconv* info = ::localeconv();
  Dict result(thread, new_dict(thread));
  Object key(thread, RawObject::none());
  Object value(thread, RawObject::none());
  auto text = [&](const char* name, const char* content) {
    key = intern_ascii(thread, name);
    value = decode_file_system(thread, content);
    return dict_set(thread, result, key, value);
  };
  auto number = [&](const char* name, char content) {
    key = intern_ascii(thread, name);
    value = RawObject::from_small_int(content);
    return dict_set(thread, result, key, value);
  };
  auto grouping = [&](const char* name, const char* content) {
    key = intern_ascii(thread, name);
    value = grouping_list(thread, content);
    return dict_set(thread, result, key, value);
  };
  bool ok =
      text("decimal_point", info->decimal_point) && text("thousands_sep", info->thousands_sep) &&
      grouping("grouping", info->grouping) && text("int_curr_symbol", info->int_curr_symbol) &&
      text("currency_symbol", info->currency_symbol) &&
      text("mon_decimal_point", info->mon_decimal_point) &&
      text("mon_thousands_sep", info->mon_thousands_sep) &&
      grouping("mon_grouping", info->mon_grouping) && text("positive_sign", info->positive_sign) &&
      text("negative_sign", info->negative_sign) &&
      number("int_frac_digits", info->int_frac_digits) &&
      number("frac_digits", info->frac_digits) && number("p_cs_precedes", info->p_cs_precedes) &&
      number("p_sep_by_space", info->p_sep_by_space) &&
      number("n_cs_precedes", info->n_cs_precedes) &&
      number("n_sep_by_space", info->n_sep_by_space) && number("p_sign_posn", info->p_sign_posn) &&
      number("n_sign_posn", info->n_sign_posn);
  return ok ? *result : RawObject::error();
}

RawObject locale_strcoll(Thread* thread, Arguments arguments) {
  std::string left, right;
  if (!text_argument(thread, arguments[0], "strcoll", 1, &left) ||
      !text_argument(thread, arguments[1], "strcoll", 2, &right)) {
    return RawObject::error();
  }
  return new_int(thread, ::strcoll(left.c_str(), right.c_str()));
}

RawObject locale_strxfrm(Thread* thread, Arguments arguments) {
  std::string text;
  if (!text_argument(thread, arguments[0], "strxfrm", 1, &text)) return RawObject::error();
  size_t size = ::strxfrm(nullptr, text.c_str(), 0);
  std::vector<char> result(size + 1);
  ::strxfrm(result.data(), text.c_str(), size + 1);
  return decode_file_system(thread, std::string_view(result.data(), size));
}

RawObject locale_nl_langinfo(Thread* thread, Arguments arguments) {
  Object value(thread, arguments[0]);
  int key;
  if (!as_int(thread, value, &key)) return RawObject::error();
  for (const IntConstant& constant : kConstants) {
    if (constant.value == key && std::strncmp(constant.name, "LC_", 3) != 0 &&
        std::strcmp(constant.name, "CHAR_MAX") != 0) {
      return decode_file_system(thread, ::nl_langinfo(key));
    }
  }
  return raise_value_error(thread, "unsupported langinfo constant");
}

RawObject locale_getencoding(Thread* thread, Arguments) {
  const char* name = ::nl_langinfo(CODESET);
  return new_str_ascii(thread,
                       *name == 0 || std::strcmp(name, "ANSI_X3.4-1968") == 0 ? "UTF-8" : name);
}

RawObject locale_gettext(Thread* thread, Arguments arguments) {
  std::string text;
  if (!text_argument(thread, arguments[0], "gettext", 1, &text)) return RawObject::error();
  return decode_file_system(thread, ::gettext(text.c_str()));
}

namespace {

// A domain that may be None.
bool optional_text(Thread* thread, RawObject argument, const char* function, int position,
                   std::string* out, bool* given) {
  *given = !argument.is_none();
  return !*given || text_argument(thread, argument, function, position, out);
}

}  // namespace

RawObject locale_dgettext(Thread* thread, Arguments arguments) {
  std::string domain, text;
  bool given;
  if (!optional_text(thread, arguments[0], "dgettext", 1, &domain, &given) ||
      !text_argument(thread, arguments[1], "dgettext", 2, &text)) {
    return RawObject::error();
  }
  return decode_file_system(thread, ::dgettext(given ? domain.c_str() : nullptr, text.c_str()));
}

RawObject locale_dcgettext(Thread* thread, Arguments arguments) {
  std::string domain, text;
  bool given;
  int category;
  Object value(thread, arguments[2]);
  if (!optional_text(thread, arguments[0], "dcgettext", 1, &domain, &given) ||
      !text_argument(thread, arguments[1], "dcgettext", 2, &text) ||
      !as_int(thread, value, &category)) {
    return RawObject::error();
  }
  return decode_file_system(thread,
                            ::dcgettext(given ? domain.c_str() : nullptr, text.c_str(), category));
}

RawObject locale_textdomain(Thread* thread, Arguments arguments) {
  std::string domain;
  bool given;
  if (!optional_text(thread, arguments[0], "textdomain", 1, &domain, &given))
    return RawObject::error();
  const char* result = ::textdomain(given ? domain.c_str() : nullptr);
  return result == nullptr ? raise_os_error(thread, errno) : decode_file_system(thread, result);
}

RawObject locale_bindtextdomain(Thread* thread, Arguments arguments) {
  std::string domain, directory;
  bool given;
  if (!text_argument(thread, arguments[0], "bindtextdomain", 1, &domain)) return RawObject::error();
  if (domain.empty()) return raise_locale_error(thread, "domain must be a non-empty string");
  if (!optional_text(thread, arguments[1], "bindtextdomain", 2, &directory, &given))
    return RawObject::error();
  const char* result = ::bindtextdomain(domain.c_str(), given ? directory.c_str() : nullptr);
  return result == nullptr ? raise_os_error(thread, errno) : decode_file_system(thread, result);
}

RawObject locale_bind_textdomain_codeset(Thread* thread, Arguments arguments) {
  std::string domain, encoding;
  bool given;
  if (!text_argument(thread, arguments[0], "bind_textdomain_codeset", 1, &domain) ||
      !optional_text(thread, arguments[1], "bind_textdomain_codeset", 2, &encoding, &given)) {
    return RawObject::error();
  }
  const char* result =
      ::bind_textdomain_codeset(domain.c_str(), given ? encoding.c_str() : nullptr);
  return result == nullptr ? RawObject::none() : decode_file_system(thread, result);
}

}  // namespace pyro::natives
