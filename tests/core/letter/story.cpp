// The story that the mails are tested with is that of the letters too.
#include "core/mail/acme.cpp"   // NOLINT(bugprone-suspicious-include)
#include "core/mail/golden.cpp" // NOLINT(bugprone-suspicious-include)
