using System.Globalization;
using Microsoft.Data.Sqlite;

namespace WasiHal.Durable;

/// <summary>
/// Opens SQLite files so that what was committed is on the disk: private to their owner, write-ahead log, a flush at
/// every commit, one process, a bound on their size, a schema that this version knows.
/// </summary>
/// <remarks>SQLite and not plain files, because .NET does not report a failed flush to the disk and SQLite does.</remarks>
internal static class DatabaseFile
{
    /// <summary>The first SQLite in which two connections to a write-ahead log cannot damage it: 3.51.3 (release notes of 2026-03-13).</summary>
    public const int LeastSqlite = 3_051_003;

    /// <summary>Bytes of a page.</summary>
    public const int PageBytes = 4096;

    /// <summary>What the name of a database's log ends with, after that of the database.</summary>
    public const string LogEnding = "-wal";

    private const int ShortestDatabase = 512;
    private const long MostPages = 4_294_967_294;

    /// <summary>Opens a database, making it when it is absent or empty, and brings its schema up to date in one transaction.</summary>
    /// <param name="path">The file.</param>
    /// <param name="kind">What it is.</param>
    /// <param name="maxBytes">Size that it never exceeds; SQLITE_FULL is the answer to what would.</param>
    /// <param name="isNew">Whether it was begun now.</param>
    /// <exception cref="DatabaseRefusedException">Another process has it, it was made by a newer version, or this machine's SQLite is too old.</exception>
    /// <exception cref="DatabaseDamagedException">It is not as it was written, or not ours.</exception>
    /// <exception cref="SqliteException">The disk failed, or it is damaged: <see cref="IsDamage"/>.</exception>
    public static SqliteConnection Open(string path, DatabaseKind kind, long maxBytes, out bool isNew)
    {
        RequireSqlite();
        CreatePrivately(path);

        // SQLite takes what is shorter than a header for an empty database, and would write over it.
        if (new FileInfo(path).Length is > 0 and < ShortestDatabase)
        {
            throw new DatabaseDamagedException("it is shorter than any database");
        }

        // Whoever closes a database puts its log away: one that is there tells of a process that had no time to.
        var wasLeftOpen = new FileInfo(path + LogEnding) is { Exists: true, Length: > 0 };
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Mode = SqliteOpenMode.ReadWrite, Pooling = false, DefaultTimeout = 1 }.ToString());
        try
        {
            connection.Open();

            // EXCLUSIVE: a second process on the same folder is refused. trusted_schema: a file that somebody else made may
            // carry functions of its own. Whose it is comes before anything that writes to it.
            connection.Execute("PRAGMA trusted_schema = OFF; PRAGMA busy_timeout = 500; PRAGMA locking_mode = EXCLUSIVE; PRAGMA mmap_size = 0; PRAGMA foreign_keys = ON;");
            var schema = SchemaOf(connection, kind);
            isNew = schema == 0;

            // FULL: what was acknowledged survives a power cut.
            connection.Execute($"PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA journal_size_limit = 4194304; PRAGMA max_page_count = {Math.Clamp(maxBytes / PageBytes, 16, MostPages)};");
            Migrate(connection, kind, schema);
            if (wasLeftOpen)
            {
                RequireSound(connection);
            }

            return connection;
        }
        catch (SqliteException exception) when (exception.SqliteErrorCode is SQLitePCL.raw.SQLITE_BUSY or SQLitePCL.raw.SQLITE_LOCKED)
        {
            connection.Dispose();
            throw new DatabaseRefusedException($"another process uses {path}, and a data folder belongs to one", exception);
        }
        catch (SqliteException exception) when (exception.SqliteErrorCode == SQLitePCL.raw.SQLITE_ERROR)
        {
            // None of the statements above is wrong: the file is, in its header or its schema.
            connection.Dispose();
            throw new DatabaseDamagedException(exception.Message, exception);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Whether a failure says that the file itself is bad, not the disk or another process.</summary>
    /// <param name="exception">The failure.</param>
    public static bool IsDamage(Exception exception) =>
        exception is DatabaseDamagedException or SqliteException { SqliteErrorCode: SQLitePCL.raw.SQLITE_CORRUPT or SQLitePCL.raw.SQLITE_NOTADB or SQLitePCL.raw.SQLITE_FORMAT };

    /// <summary>Whether a failure says that there is no room: on the disk, or within the bound of the database.</summary>
    /// <param name="exception">The failure.</param>
    public static bool IsFull(Exception exception) => exception is SqliteException { SqliteErrorCode: SQLitePCL.raw.SQLITE_FULL };

    /// <summary>Renames the database and its side files, so that the next <see cref="Open"/> begins a new one.</summary>
    /// <param name="path">The file.</param>
    /// <param name="now">Goes into the new name.</param>
    /// <returns>The new path of the database.</returns>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public static string SetAside(string path, DateTimeOffset now)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{path}.damaged-{now.UtcDateTime:yyyyMMdd'T'HHmmss'Z'}");
        var aside = name;
        for (var i = 2; File.Exists(aside); i++)
        {
            aside = string.Create(CultureInfo.InvariantCulture, $"{name}-{i}");
        }

        // The side files first: left behind, they would be taken for the new database's.
        foreach (var ending in (string[])[LogEnding, "-shm", "-journal", ""])
        {
            if (File.Exists(path + ending))
            {
                File.Move(path + ending, aside + ending);
            }
        }

        return aside;
    }

    /// <summary>Refuses a database whose structure is damaged. Reads all of it.</summary>
    /// <param name="connection">Open.</param>
    /// <exception cref="DatabaseDamagedException">It is.</exception>
    public static void RequireSound(SqliteConnection connection)
    {
        using var check = connection.Prepare("PRAGMA quick_check(1)");
        if (check.ExecuteScalar() is not "ok")
        {
            throw new DatabaseDamagedException("its structure is damaged");
        }
    }

    private static void RequireSqlite()
    {
        SQLitePCL.Batteries_V2.Init();
        if (SQLitePCL.raw.sqlite3_libversion_number() < LeastSqlite)
        {
            throw new DatabaseRefusedException($"SQLite {SQLitePCL.raw.sqlite3_libversion().utf8_to_string()} is too old: 3.51.3 is the least in which a write-ahead log is safe.");
        }
    }

    private static int SchemaOf(SqliteConnection connection, DatabaseKind kind)
    {
        var schema = connection.Number("PRAGMA user_version");
        var application = connection.Number("PRAGMA application_id");
        if (application == kind.ApplicationId && schema > kind.Schema)
        {
            throw new DatabaseRefusedException(string.Create(CultureInfo.InvariantCulture, $"{connection.DataSource} has schema {schema}, made by a newer version; this one knows schema {kind.Schema}"));
        }

        return application == 0 && schema == 0 && connection.Number("SELECT count(*) FROM sqlite_schema") == 0 ? 0
            : application == kind.ApplicationId && schema > 0 && ThingsIn(connection).SequenceEqual(ThingsOf(kind, (int)schema), StringComparer.Ordinal) ? (int)schema
            : throw new DatabaseDamagedException($"it is not {kind.What}");
    }

    // What our own steps would have made of an empty file. A file that somebody else made may hold triggers.
    private static List<string> ThingsOf(DatabaseKind kind, int schema)
    {
        using var model = new SqliteConnection("Data Source=:memory:");
        model.Open();
        foreach (var step in kind.Steps.Take(schema))
        {
            model.Execute(step);
        }

        return ThingsIn(model);
    }

    private static List<string> ThingsIn(SqliteConnection connection)
    {
        var things = new List<string>();
        using var select = connection.Prepare("SELECT type || ' ' || name || ' ' || coalesce(sql, '') FROM sqlite_schema ORDER BY 1");
        using var reader = select.ExecuteReader();
        while (reader.Read())
        {
            things.Add(reader.GetString(0));
        }

        return things;
    }

    private static void Migrate(SqliteConnection connection, DatabaseKind kind, int schema)
    {
        if (schema == kind.Schema)
        {
            return;
        }

        connection.Execute("BEGIN IMMEDIATE");
        for (var step = schema; step < kind.Schema; step++)
        {
            connection.Execute(kind.Steps[step]);
        }

        connection.Execute($"PRAGMA user_version = {kind.Schema}; PRAGMA application_id = {kind.ApplicationId}; COMMIT");
    }

    // SQLite gives its own side files the mode of the database, so making that one first settles all of them.
    private static void CreatePrivately(string path)
    {
        var folder = Path.GetDirectoryName(path)!;
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.ReadWrite };
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            if (!Directory.Exists(folder))
            {
                Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            }

            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        if (!File.Exists(path))
        {
            new FileStream(path, options).Dispose();
        }
    }
}
