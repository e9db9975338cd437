#pragma once

// Passwords on their way to a mail server.
//
//   smtplib.SMTP(host).login(user, password)   WhenMailLoginIsPlain(site) fires

#include "engine/rules/site.h"

namespace meerkat::rules::cleartext {

inline constexpr std::string_view kMailServers[] = {"smtplib.SMTP", "imaplib.IMAP4", "poplib.POP3"};

// For calls of kMailServers: whether a password follows, and nothing in the file asks for
// encryption.
core::Verdict WhenMailLoginIsPlain(const Site& site);

}  // namespace meerkat::rules::cleartext
