using System.Globalization;
using Microsoft.Data.Sqlite;

namespace WasiHal.Hosting.Storage;

/// <summary>The storage of one plugin: its rows of the database, up to its quota, written no more often than it may.</summary>
internal sealed class PluginStorage(StorageDatabase database, string pluginId, long quotaBytes, WriteAllowance allowance, int writesPerMinute) : IPluginStorage
{
    private const int LongestKey = 64;

    public byte[]? Get(string key)
    {
        CheckKey(key);
        return database.Read(connection => Find(connection, key));
    }

    public void Put(string key, ReadOnlySpan<byte> value)
    {
        CheckKey(key);

        // Larger than the whole quota needs neither a copy nor the disk to be refused.
        CheckQuota(key, key.Length + (long)value.Length);
        var blob = value.ToArray();
        if (database.Read(connection => IsThere(connection, key, blob)))
        {
            return;
        }

        database.Write(connection =>
        {
            using var transaction = connection.BeginTransaction(deferred: false);
            using (var others = Command(connection, "SELECT coalesce(sum(length(key) + length(value)), 0) FROM storage WHERE plugin = $plugin AND key <> $key", key))
            {
                others.Transaction = transaction;
                CheckQuota(key, Convert.ToInt64(others.ExecuteScalar(), CultureInfo.InvariantCulture) + key.Length + blob.Length);
            }

            CheckAllowance();
            using (var put = Command(connection, "INSERT INTO storage (plugin, key, value, row_check) VALUES ($plugin, $key, $value, $check) ON CONFLICT (plugin, key) DO UPDATE SET value = excluded.value, row_check = excluded.row_check", key))
            {
                put.Transaction = transaction;
                put.Parameters.AddWithValue("$value", blob);
                put.Parameters.AddWithValue("$check", RowCheck.Of(pluginId, key, blob));
                put.ExecuteNonQuery();
            }

            transaction.Commit();
        });
    }

    public void Delete(string key)
    {
        CheckKey(key);
        if (database.Read(connection => Find(connection, key)) is null)
        {
            return;
        }

        database.Write(connection =>
        {
            CheckAllowance();
            using var command = Command(connection, "DELETE FROM storage WHERE plugin = $plugin AND key = $key", key);
            command.ExecuteNonQuery();
        });
    }

    private byte[]? Find(SqliteConnection connection, string key)
    {
        using var command = Command(connection, "SELECT value, row_check FROM storage WHERE plugin = $plugin AND key = $key", key);
        using var reader = command.ExecuteReader();
        if (!reader.Read())
        {
            return null;
        }

        RowCheck.Verify(pluginId, key, reader.GetValue(0), reader.GetValue(1));
        return (byte[])reader.GetValue(0);
    }

    // What is there already need not be written again: plugins that store at every poll often store the same.
    private bool IsThere(SqliteConnection connection, string key, byte[] value) => Find(connection, key) is { } there && there.AsSpan().SequenceEqual(value);

    private void CheckAllowance()
    {
        if (!allowance.TryTake(writesPerMinute))
        {
            throw new HardwareException(HardwareErrorKind.Invalid, string.Create(
                CultureInfo.InvariantCulture,
                $"storage is limited to {writesPerMinute} writes a minute (plugins.{pluginId}.limits.storage_writes_per_minute)"));
        }
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
