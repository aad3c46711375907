using System.Globalization;
using Microsoft.Data.Sqlite;

namespace WasiHal.Hosting.Storage;

/// <summary>The storage of one plugin: its rows of the database, up to its quota.</summary>
internal sealed class PluginStorage(StorageDatabase database, string pluginId, long quotaBytes) : IPluginStorage
{
    private const int LongestKey = 64;

    public byte[]? Get(string key)
    {
        CheckKey(key);
        return database.Use(connection =>
        {
            using var command = Command(connection, "SELECT value FROM storage WHERE plugin = $plugin AND key = $key", key);
            return command.ExecuteScalar() as byte[];
        });
    }

    public void Put(string key, ReadOnlySpan<byte> value)
    {
        CheckKey(key);

        // Larger than the whole quota needs neither a copy nor the disk to be refused.
        CheckQuota(key, key.Length + (long)value.Length);
        var blob = value.ToArray();
        database.Use(connection =>
        {
            using var transaction = connection.BeginTransaction(deferred: false);
            using (var others = Command(connection, "SELECT coalesce(sum(length(key) + length(value)), 0) FROM storage WHERE plugin = $plugin AND key <> $key", key))
            {
                others.Transaction = transaction;
                CheckQuota(key, Convert.ToInt64(others.ExecuteScalar(), CultureInfo.InvariantCulture) + key.Length + blob.Length);
            }

            using (var put = Command(connection, "INSERT INTO storage (plugin, key, value) VALUES ($plugin, $key, $value) ON CONFLICT (plugin, key) DO UPDATE SET value = excluded.value", key))
            {
                put.Transaction = transaction;
                put.Parameters.AddWithValue("$value", blob);
                put.ExecuteNonQuery();
            }

            transaction.Commit();
            return true;
        });
    }

    public void Delete(string key)
    {
        CheckKey(key);
        database.Use(connection =>
        {
            using var command = Command(connection, "DELETE FROM storage WHERE plugin = $plugin AND key = $key", key);
            return command.ExecuteNonQuery();
        });
    }

    private SqliteCommand Command(SqliteConnection connection, string sql, string key)
    {
        var command = connection.CreateCommand();
#pragma warning disable CA2100 // Every caller passes a constant; plugin and key are parameters.
        command.CommandText = sql;
#pragma warning restore CA2100
        command.Parameters.AddWithValue("$plugin", pluginId);
        command.Parameters.AddWithValue("$key", key);
        return command;
    }

    private void CheckQuota(string key, long bytes)
    {
        if (bytes > quotaBytes)
        {
            throw new HardwareException(HardwareErrorKind.Invalid, string.Create(
                CultureInfo.InvariantCulture,
                $"storage is limited to {quotaBytes} bytes and would hold {bytes} with \"{key}\": raise plugins.{pluginId}.limits.storage_bytes"));
        }
    }

    private static void CheckKey(string key)
    {
        if (key.Length is 0 or > LongestKey || key[0] == '.' || !key.All(IsKeyCharacter))
        {
            throw new HardwareException(HardwareErrorKind.Invalid, "a storage key is 1 to 64 of A-Z a-z 0-9 . _ - and does not begin with a dot");
        }
    }

    private static bool IsKeyCharacter(char character) => char.IsAsciiLetterOrDigit(character) || character is '.' or '_' or '-';
}
