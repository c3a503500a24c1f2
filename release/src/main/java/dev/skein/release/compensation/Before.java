package dev.skein.release.compensation;

import dev.skein.contracts.id.SchemaVersion;
import dev.skein.release.bundle.ReleaseBundle;

/** How tenants stood before the release that is to be taken back. */
public sealed interface Before {
  /** At a release that is known. */
  record Known(ReleaseBundle release) implements Before {}

  /** At a version; what repeatables looked like then is not known. */
  record Version(SchemaVersion head) implements Before {}

  /** Empty. */
  record Nothing() implements Before {}
}
