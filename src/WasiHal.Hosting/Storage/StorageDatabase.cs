using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace WasiHal.Hosting.Storage;

/// <summary>
/// The storage of all plugins of this node: one SQLite file in the data folder. The file is made at the first use, so
/// that a node whose plugins store nothing writes nothing. One connection, one call at a time. Safe from any thread.
/// </summary>
/// <remarks>SQLite and not plain files, because .NET does not report a failed flush to the disk and SQLite does.</remarks>
internal sealed class StorageDatabase(IOptions<DataOptions> data, ILogger<StorageDatabase> logger) : IDisposable
{
    /// <summary>Name of the file in the data folder.</summary>
    public const string FileName = "plugin-storage.db";

    private readonly Lock _lock = new();
    private readonly string _path = Path.Combine(data.Value.Directory, FileName);
    private SqliteConnection? _connection;
    private bool _disposed;
    private bool _failed;

    /// <summary>The storage of one plugin. Touches no disk.</summary>
    /// <param name="pluginId">Its id.</param>
    /// <param name="quotaBytes">Sum of its keys and values at most.</param>
    public IPluginStorage For(string pluginId, long quotaBytes) => new PluginStorage(this, pluginId, quotaBytes);

    /// <summary>Uses the connection, alone, opening it first when need be.</summary>
    /// <exception cref="HardwareException"><see cref="HardwareErrorKind.Other"/>: the disk or the file failed.</exception>
    internal T Use<T>(Func<SqliteConnection, T> work)
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            try
            {
                var answer = work(_connection ??= StorageFile.Open(_path));
                if (_failed)
                {
                    _failed = false;
                    logger.StorageWorksAgain(_path);
                }

                return answer;
            }
            catch (Exception exception) when (exception is SqliteException or IOException or UnauthorizedAccessException)
            {
                // After a failed flush nobody knows what the file holds until it is read anew; so the next use opens it again.
                Close();
                if (!_failed)
                {
                    _failed = true;
                    logger.StorageFailed(exception, _path);
                }

                throw new HardwareException(HardwareErrorKind.Other, string.Create(CultureInfo.InvariantCulture, $"the storage cannot be used: {exception.Message}"), exception);
            }
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _disposed = true;
            Close();
        }
    }

    private void Close()
    {
        try
        {
            _connection?.Dispose();
        }
        catch (SqliteException)
        {
            // It has failed already, and that was told; closing it adds nothing.
        }

        _connection = null;
    }
}
