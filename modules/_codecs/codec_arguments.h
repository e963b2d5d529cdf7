#pragma once

#include "runtime/codec_run.h"
#include "runtime/types/text_arguments.h"

namespace pyro {

// The optional name of an error handler: "F() argument N must be str or None, not X".
class ErrorsArgument {
 public:
  [[nodiscard]] bool read(Thread* thread, RawObject value, const char* function);
  // The same for a decoder, whose first argument is looked at before: TypeError if it is not
  // bytes-like.
  [[nodiscard]] bool read_after_data(Thread* thread, Arguments arguments, const char* function);
  const char* get() const { return absent_ ? nullptr : name_.c_str(); }

 private:
  std::string name_;
  bool absent_ = true;
};

// The str to encode; an exact str or Error.
RawObject text_to_encode(Thread* thread, RawObject value, const char* function);
// (result, count), Error if the result is.
RawObject result_and_count(Thread* thread, const Object& result, word count);

}  // namespace pyro
