#include "lib-python/natives.h"
#include "modules/_multibytecodec/multibyte_codec.h"
#include "modules/module_types.h"
#include "runtime/buffer.h"
#include "runtime/codec_run.h"
#include "runtime/type.h"

// _multibytecodec and _codecs_*: codec objects. A codec object is a NativeRecord: field0 its place
// in the runtime's CodecSet, field1 its name.

namespace pyro {

namespace {

using multibyte::MultibyteCodec;
using multibyte::Outcome;
using multibyte::Problem;
using multibyte::State;
using multibyte::Text;

constexpr char kTypesKey = 0, kCodecsKey = 1;
constexpr size_t kMaxPending = 8;
constexpr uint32_t kReplacement = 0xfffd;

struct CodecSet final : NativeResource {
  multibyte::TableSet tables;
  std::vector<std::pair<std::string, std::unique_ptr<MultibyteCodec>>> codecs;
};

CodecSet& codec_set(Thread* thread) {
  Runtime* runtime = thread->runtime();
  if (runtime->module_state(&kCodecsKey).is_none()) {
    word index = runtime->add_native_resource(std::make_unique<CodecSet>());
    runtime->set_module_state(&kCodecsKey, RawObject::from_small_int(index));
  }
  word index = runtime->module_state(&kCodecsKey).small_int();
  return *static_cast<CodecSet*>(runtime->native_resource_at(index));
}

// The place of a codec in the set, -1 if there is none of this name.
word codec_index(CodecSet& set, const std::string& name) {
  for (size_t i = 0; i < set.codecs.size(); i++) {
    if (set.codecs[i].first == name) return static_cast<word>(i);
  }
  std::unique_ptr<MultibyteCodec> codec = multibyte::new_stateless_codec(set.tables, name);
  if (codec == nullptr) codec = multibyte::new_stateful_codec(set.tables, name);
  if (codec == nullptr) return -1;
  set.codecs.emplace_back(name, std::move(codec));
  return static_cast<word>(set.codecs.size()) - 1;
}

RawObject get_codec(Thread* thread, RawObject argument, std::initializer_list<const char*> names) {
  Object name(thread, argument);
  if (!is_str(*name)) return raise_type_error(thread, "encoding name must be a string.");
  std::string wanted = utf8_of(*name);
  bool known = false;
  for (const char* candidate : names) known |= wanted == candidate;
  if (!known) return raise(thread, Exc::kLookupError, "no such codec is supported.");
  if (import_module(thread, "_multibytecodec").is_error()) return RawObject::error();
  word index = codec_index(codec_set(thread), wanted);
  Layout layout(thread, RawType(remembered_type(thread, &kTypesKey, 0).raw()).layout());
  RawNativeRecord codec = RawNativeRecord::cast(new_instance(thread, layout));
  codec.set_field0(RawObject::from_small_int(index));
  codec.set_field1(*name);
  return codec;
}

void append_text(RawObject str, Text* out) {
  RawObject exact = underlying_value(str);
  StrData data = str_data(exact);
  for (word i = 0; i < data.length; i++) out->push_back(data.at(i));
}

// One run of a codec: the codec, its error handling, and where it stands.
class CodecRun {
 public:
  CodecRun(Thread* thread, RawObject codec_object, std::string errors, State state, bool final)
      : thread_(thread),
        codec_object_(thread, codec_object),
        errors_(std::move(errors)),
        state_(state),
        final_(final) {
    CodecSet& set = codec_set(thread);
    auto index = static_cast<size_t>(RawNativeRecord::cast(codec_object).field0().small_int());
    codec_ = set.codecs[index].second.get();
    name_ = set.codecs[index].first;
  }

  State state() const { return state_; }
  size_t position() const { return position_; }

  // Decodes exact bytes; stops before an incomplete character unless this is the end.
  [[nodiscard]] bool decode(const Object& bytes, Text* out) {
    RawObject raw = *bytes;
    std::string data(bytes_data(raw));
    while (true) {
      Outcome outcome = codec_->decode(data, &position_, &state_, out);
      if (outcome.problem == Problem::kNone) return true;
      bool incomplete = outcome.problem == Problem::kIncomplete;
      if (incomplete && !final_) return check_pending(data.size() - position_);
      size_t length = incomplete ? data.size() - position_ : outcome.length;
      if (!resolve_decoding(bytes, data.size(), length, reason(incomplete), out)) return false;
    }
  }

  // Encodes an exact str.
  [[nodiscard]] bool encode(const Object& str, std::string* out) {
    Text text;
    append_text(*str, &text);
    if (!encode_text(str, text, errors_, out)) return false;
    if (final_) codec_->finish(&state_, out);
    return true;
  }

 private:
  static const char* reason(bool incomplete) {
    return incomplete ? "incomplete multibyte sequence" : "illegal multibyte sequence";
  }

  bool check_pending(size_t length) {
    if (length <= kMaxPending) return true;
    raise(thread_, Exc::kUnicodeError, "pending buffer overflow");
    return false;
  }

  bool resolve_decoding(const Object& bytes, size_t size, size_t length, const char* why,
                        Text* out) {
    if (errors_ == "ignore" || errors_ == "replace") {
      if (errors_ == "replace") out->push_back(kReplacement);
      position_ += length;
      return true;
    }
    word start = static_cast<word>(position_), end = static_cast<word>(position_ + length);
    Object exception(thread_, new_decode_error(thread_, name_.c_str(), bytes, start, end, why));
    if (exception->is_error()) return false;
    if (errors_ == "strict") {
      raise_object(thread_, exception);
      return false;
    }
    word resume;
    Object text(thread_,
                call_error_handler(thread_, errors_.c_str(), exception, CodecDirection::kDecode,
                                   static_cast<word>(size), &resume));
    if (text->is_error()) return check_position();
    if (resume > static_cast<word>(size)) {
      raise(thread_, Exc::kIndexError, "position %ld from error handler out of bounds", resume);
      return false;
    }
    append_text(*text, out);
    position_ = static_cast<size_t>(resume);
    return true;
  }

  bool encode_text(const Object& str, const Text& text, const std::string& errors,
                   std::string* out) {
    size_t position = 0;
    while (true) {
      Outcome outcome = codec_->encode(text.data(), text.size(), &position, final_, &state_, out);
      position_ = position;
      if (outcome.problem == Problem::kNone || outcome.problem == Problem::kIncomplete) return true;
      if (!resolve_encoding(str, text.size(), errors, &position, out)) return false;
    }
  }

  bool resolve_encoding(const Object& str, size_t size, const std::string& errors, size_t* position,
                        std::string* out) {
    if (errors == "ignore" || errors == "replace") {
      if (errors == "replace") append_question_mark(out);
      ++*position;
      return true;
    }
    word start = static_cast<word>(*position);
    Object exception(
        thread_, new_encode_error(thread_, name_.c_str(), str, start, start + 1, reason(false)));
    if (exception->is_error()) return false;
    if (errors == "strict") {
      raise_object(thread_, exception);
      return false;
    }
    word resume;
    Object replacement(
        thread_, call_error_handler(thread_, errors.c_str(), exception, CodecDirection::kEncode,
                                    static_cast<word>(size), &resume));
    if (replacement->is_error()) return check_position();
    if (!append_replacement(replacement, out)) return false;
    *position = static_cast<size_t>(resume);
    return true;
  }

  // These codecs report a position beyond the range of machine words as one that is out of bounds.
  bool check_position() {
    if (clear_pending_if(thread_, Exc::kOverflowError))
      raise(thread_, Exc::kIndexError, "position -1 from error handler out of bounds");
    return false;
  }

  bool append_replacement(const Object& replacement, std::string* out) {
    if (is_bytes(*replacement)) {
      RawObject raw = underlying_value(*replacement);
      out->append(bytes_data(raw));
      return true;
    }
    Text text;
    append_text(*replacement, &text);
    Object exact(thread_, underlying_value(*replacement));
    return encode_text(exact, text, "strict", out);
  }

  void append_question_mark(std::string* out) {
    const uint32_t mark = '?';
    size_t position = 0;
    codec_->encode(&mark, 1, &position, true, &state_, out);
  }

  Thread* thread_;
  Object codec_object_;
  std::string errors_, name_;
  State state_;
  bool final_;
  MultibyteCodec* codec_;
  size_t position_ = 0;
};

bool errors_argument(Thread* thread, RawObject argument, const char* function,
                     std::string* errors) {
  Object value(thread, argument);
  *errors = "strict";
  if (value->is_none()) return true;
  if (is_str(*value)) {
    *errors = utf8_of(*value);
    return true;
  }
  raise_type_error(thread, "%s() argument 'errors' must be str or None, not %V", function, &value);
  return false;
}

bool state_argument(Thread* thread, RawObject argument, State* state) {
  Object value(thread, argument);
  return as_uint64(thread, value, state);
}

RawObject new_text(Thread* thread, const Text& text) {
  return new_str_from_ucs4(thread, text.data(), static_cast<word>(text.size()));
}

}  // namespace

namespace natives {

RawObject multibytecodec_initialize(Thread* thread, Arguments arguments) {
  return remember_types(thread, &kTypesKey, arguments[0], {"MultibyteCodec"});
}

RawObject multibytecodec_MultibyteCodec_encode(Thread* thread, Arguments arguments) {
  std::string errors, encoded;
  if (!errors_argument(thread, arguments[2], "encode", &errors)) return RawObject::error();
  if (!is_str(arguments[1])) return raise_type_error(thread, "couldn't convert the object to str.");
  Object text(thread, underlying_value(arguments[1]));
  CodecRun run(thread, arguments[0], errors, 0, true);
  if (!run.encode(text, &encoded)) return RawObject::error();
  Object bytes(thread, new_bytes(thread, encoded));
  Object length(thread, RawObject::from_small_int(str_length(*text)));
  return new_tuple_of(thread, bytes, length);
}

RawObject multibytecodec_MultibyteCodec_decode(Thread* thread, Arguments arguments) {
  std::string errors;
  if (!errors_argument(thread, arguments[2], "decode", &errors)) return RawObject::error();
  Object data(thread, arguments[1]);
  Object bytes(thread, bytes_from_buffer(thread, data));
  if (bytes->is_error()) return *bytes;
  CodecRun run(thread, arguments[0], errors, 0, true);
  Text decoded;
  if (!run.decode(bytes, &decoded)) return RawObject::error();
  RawObject raw = *bytes;
  Object length(thread, RawObject::from_small_int(static_cast<word>(bytes_data(raw).size())));
  Object text(thread, new_text(thread, decoded));
  return new_tuple_of(thread, text, length);
}

RawObject multibytecodec_MultibyteCodec__encode(Thread* thread, Arguments arguments) {
  std::string errors, encoded;
  State state;
  if (!errors_argument(thread, arguments[2], "encode", &errors) ||
      !state_argument(thread, arguments[3], &state)) {
    return RawObject::error();
  }
  Object text(thread, underlying_value(arguments[1]));
  CodecRun run(thread, arguments[0], errors, state, arguments[4].is_true());
  if (!run.encode(text, &encoded)) return RawObject::error();
  Text pending;
  append_text(*text, &pending);
  pending.erase(pending.begin(), pending.begin() + static_cast<ptrdiff_t>(run.position()));
  Object bytes(thread, new_bytes(thread, encoded)), rest(thread, new_text(thread, pending));
  Object next(thread, new_int_unsigned(thread, run.state()));
  return new_tuple_of(thread, bytes, rest, next);
}

RawObject multibytecodec_MultibyteCodec__decode(Thread* thread, Arguments arguments) {
  std::string errors;
  State state;
  if (!errors_argument(thread, arguments[2], "decode", &errors) ||
      !state_argument(thread, arguments[3], &state)) {
    return RawObject::error();
  }
  Object bytes(thread, underlying_value(arguments[1]));
  CodecRun run(thread, arguments[0], errors, state, arguments[4].is_true());
  Text decoded;
  if (!run.decode(bytes, &decoded)) return RawObject::error();
  RawObject raw = *bytes;
  std::string pending(bytes_data(raw).substr(run.position()));
  Object text(thread, new_text(thread, decoded)), rest(thread, new_bytes(thread, pending));
  Object next(thread, new_int_unsigned(thread, run.state()));
  return new_tuple_of(thread, text, rest, next);
}

RawObject codecs_cn_getcodec(Thread* thread, Arguments arguments) {
  return get_codec(thread, arguments[0], {"gb2312", "gbk", "gb18030", "hz"});
}
RawObject codecs_hk_getcodec(Thread* thread, Arguments arguments) {
  return get_codec(thread, arguments[0], {"big5hkscs"});
}
RawObject codecs_iso2022_getcodec(Thread* thread, Arguments arguments) {
  return get_codec(thread, arguments[0],
                   {"iso2022_kr", "iso2022_jp", "iso2022_jp_1", "iso2022_jp_2", "iso2022_jp_2004",
                    "iso2022_jp_3", "iso2022_jp_ext"});
}
RawObject codecs_jp_getcodec(Thread* thread, Arguments arguments) {
  return get_codec(thread, arguments[0],
                   {"shift_jis", "cp932", "euc_jp", "shift_jis_2004", "euc_jis_2004",
                    "euc_jisx0213", "shift_jisx0213"});
}
RawObject codecs_kr_getcodec(Thread* thread, Arguments arguments) {
  return get_codec(thread, arguments[0], {"euc_kr", "cp949", "johab"});
}
RawObject codecs_tw_getcodec(Thread* thread, Arguments arguments) {
  return get_codec(thread, arguments[0], {"big5", "cp950"});
}

}  // namespace natives

}  // namespace pyro
