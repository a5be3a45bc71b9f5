/* SPDX-License-Identifier: Apache-2.0 */
/* What every public declaration wears: visibility, must-use, and the library's version. */
#ifndef AWSPROOF_API_H
#define AWSPROOF_API_H

#if defined(__GNUC__)
#define AWP_API __attribute__((visibility("default")))
#define AWP_MUST_USE __attribute__((warn_unused_result))
#else
#define AWP_API
#define AWP_MUST_USE
#endif

/** The library's version, "MAJOR.MINOR.PATCH"; a string that lives as long as the program. */
AWP_API const char *awp_version(void);

#endif
