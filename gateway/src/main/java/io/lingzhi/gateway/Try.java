package io.lingzhi.gateway;

/** An attempt that may be made: where it goes, as the records name it, and by which lane. */
record Try(String provider, String credentialId, String upstreamModel, Lane lane) {}
