using System.Globalization;
using Microsoft.Data.Sqlite;

namespace WasiHal.Hosting.Storage;

/// <summary>Opens the database: private to its owner, durable, of the schema that this version knows.</summary>
internal static class StorageFile
{
    private const int SchemaVersion = 1;
    private const int ShortestDatabase = 512;

    // "WHps": tells a newer schema of ours from a database of somebody else's.
    private const int ApplicationId = 0x57487073;

    private const string Schema = "CREATE TABLE storage (plugin TEXT NOT NULL, key TEXT NOT NULL, value BLOB NOT NULL, row_check INTEGER NOT NULL, PRIMARY KEY (plugin, key)) WITHOUT ROWID";

    /// <summary>Opens the database, making it when it is absent or empty, and reads all of it once.</summary>
    /// <param name="path">The file.</param>
    /// <param name="isNew">Whether it was begun now.</param>
    /// <exception cref="IOException">It was made by a newer version.</exception>
    /// <exception cref="StorageDamagedException">It is not as it was written, or not ours.</exception>
    /// <exception cref="SqliteException">The disk failed, another process has it, or it is damaged: <see cref="IsDamage"/>.</exception>
    public static SqliteConnection Open(string path, out bool isNew)
    {
        CreatePrivately(path);

        // SQLite takes what is shorter than a header for an empty database, and would write over it.
        if (new FileInfo(path).Length is > 0 and < ShortestDatabase)
        {
            throw new StorageDamagedException("it is shorter than any database");
        }

        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = SqliteOpenMode.ReadWrite,
            Pooling = false,
            DefaultTimeout = 1,
        }.ToString());
        try
        {
            connection.Open();

            // EXCLUSIVE: a second process on the same folder is refused. trusted_schema: a file that somebody else made may
            // carry functions of its own. Whose it is comes before anything that writes to it.
            Execute(connection, "PRAGMA trusted_schema = OFF; PRAGMA busy_timeout = 500; PRAGMA locking_mode = EXCLUSIVE; PRAGMA mmap_size = 0;");
            isNew = IsNew(connection);

            // FULL: what was acknowledged survives a power cut.
            Execute(connection, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA journal_size_limit = 1048576;");
            if (isNew)
            {
                using var transaction = connection.BeginTransaction(deferred: false);
                Execute(connection, $"{Schema}; PRAGMA user_version = {SchemaVersion}; PRAGMA application_id = {ApplicationId};", transaction);
                transaction.Commit();
            }

            Verify(connection);
            return connection;
        }
        catch (SqliteException exception) when (exception.SqliteErrorCode == SQLitePCL.raw.SQLITE_ERROR)
        {
            // None of the statements above is wrong: the file is, in its header or its schema.
            connection.Dispose();
            throw new StorageDamagedException(exception.Message, exception);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Whether a failure says that the file itself is bad, not the disk or another process.</summary>
    public static bool IsDamage(Exception exception) =>
        exception is StorageDamagedException or SqliteException { SqliteErrorCode: SQLitePCL.raw.SQLITE_CORRUPT or SQLitePCL.raw.SQLITE_NOTADB or SQLitePCL.raw.SQLITE_FORMAT };

    /// <summary>Renames the database and its side files, so that the next <see cref="Open"/> begins a new one.</summary>
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
        foreach (var ending in (string[])["-wal", "-shm", "-journal", ""])
        {
            if (File.Exists(path + ending))
            {
                File.Move(path + ending, aside + ending);
            }
        }

        return aside;
    }

    private static bool IsNew(SqliteConnection connection)
    {
        var version = Number(connection, "PRAGMA user_version");
        var application = Number(connection, "PRAGMA application_id");
        var things = Number(connection, "SELECT count(*) FROM sqlite_schema");
        if (application == ApplicationId && version > SchemaVersion)
        {
            throw new IOException(string.Create(CultureInfo.InvariantCulture, $"{connection.DataSource} has schema {version}, made by a newer version; this one knows schema {SchemaVersion}"));
        }

        if (application == 0 && version == 0 && things == 0)
        {
            return true;
        }

        return application == ApplicationId && version == SchemaVersion && things == 1 && Number(connection, $"SELECT count(*) FROM sqlite_schema WHERE sql = '{Schema}'") == 1
            ? false
            : throw new StorageDamagedException("it is no storage of plugins");
    }

    // A storage is small, and a card that loses a bit does not say so.
    private static void Verify(SqliteConnection connection)
    {
        using (var check = connection.CreateCommand())
        {
            check.CommandText = "PRAGMA quick_check(1)";
            if (check.ExecuteScalar() is not "ok")
            {
                throw new StorageDamagedException("its structure is damaged");
            }
        }

        using var rows = connection.CreateCommand();
        rows.CommandText = "SELECT plugin, key, value, row_check FROM storage";
        using var reader = rows.ExecuteReader();
        while (reader.Read())
        {
            RowCheck.Verify(reader.GetValue(0), reader.GetValue(1), reader.GetValue(2), reader.GetValue(3));
        }
    }

    private static long Number(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Every caller passes a constant.
        command.CommandText = sql;
#pragma warning restore CA2100
        return Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }

    private static void Execute(SqliteConnection connection, string sql, SqliteTransaction? transaction = null)
    {
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
#pragma warning disable CA2100 // Every caller passes a constant.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.ExecuteNonQuery();
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
