package io.lingzhi.gateway.store;

import org.sqlite.util.LibraryLoaderUtil;

/** SQLite's native library for this machine. */
public final class SqliteLibrary {
    private SqliteLibrary() {}

    /** Its name as a resource of the class path. */
    public static String resource() {
        String folder = LibraryLoaderUtil.getNativeLibResourcePath();
        return folder.substring(1) + "/" + LibraryLoaderUtil.getNativeLibName();
    }
}
