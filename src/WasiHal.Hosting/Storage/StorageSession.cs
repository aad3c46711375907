using Microsoft.Data.Sqlite;
using WasiHal.Durable;

namespace WasiHal.Hosting.Storage;

/// <summary>One opening of the storage. All of it was read once and is as it was written.</summary>
internal sealed class StorageSession : IDisposable
{
    /// <summary>What the file is.</summary>
    public static readonly DatabaseKind Kind = new("a storage of plugins", 0x57487073, [Schema]);

    private const string Schema = "CREATE TABLE storage (plugin TEXT NOT NULL, key TEXT NOT NULL, value BLOB NOT NULL, row_check INTEGER NOT NULL, PRIMARY KEY (plugin, key)) WITHOUT ROWID";

    /// <summary>Reads all of it.</summary>
    /// <param name="connection">Open.</param>
    /// <exception cref="DatabaseDamagedException">It is not as it was written.</exception>
    public StorageSession(SqliteConnection connection)
    {
        Connection = connection;

        // A storage is small, and a card that loses a bit does not say so.
        DatabaseFile.RequireSound(connection);
        using var rows = connection.Prepare("SELECT plugin, key, value, row_check FROM storage");
        using var reader = rows.ExecuteReader();
        while (reader.Read())
        {
            RowCheck.Verify(reader.GetValue(0), reader.GetValue(1), reader.GetValue(2), reader.GetValue(3));
        }
    }

    /// <summary>The connection.</summary>
    public SqliteConnection Connection { get; }

    public void Dispose()
    {
    }
}
