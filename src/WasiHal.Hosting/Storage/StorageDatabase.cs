using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace WasiHal.Hosting.Storage;

/// <summary>
/// The storage of all plugins of this node: one SQLite file in the data folder. The file is made at the first use, so
/// that a node whose plugins store nothing writes nothing. One connection, one call at a time. A file that is damaged, or
/// is not ours, is set aside and a new one begun. Safe from any thread.
/// </summary>
/// <remarks>SQLite and not plain files, because .NET does not report a failed flush to the disk and SQLite does.</remarks>
internal sealed class StorageDatabase(IOptions<DataOptions> data, TimeProvider time, ILogger<StorageDatabase> logger) : IDisposable
{
    /// <summary>Name of the file in the data folder.</summary>
    public const string FileName = "plugin-storage.db";

    private readonly Lock _lock = new();
    private readonly string _path = Path.Combine(data.Value.Directory, FileName);
    private readonly Dictionary<string, WriteAllowance> _allowances = new(StringComparer.Ordinal);
    private SqliteConnection? _connection;
    private bool _disposed;
    private bool _readFailed;
    private bool _writeFailed;

    /// <summary>The storage of one plugin. Touches no disk.</summary>
    /// <param name="pluginId">Its id.</param>
    /// <param name="quotaBytes">Sum of its keys and values at most.</param>
    /// <param name="writesPerMinute">Writes in the long run, at most.</param>
    public IPluginStorage For(string pluginId, long quotaBytes, int writesPerMinute)
    {
        lock (_lock)
        {
            // Kept for as long as the process lives: a plugin that is started anew has written no less.
            if (!_allowances.TryGetValue(pluginId, out var allowance))
            {
                _allowances[pluginId] = allowance = new WriteAllowance(time);
            }

            return new PluginStorage(this, pluginId, quotaBytes, allowance, writesPerMinute);
        }
    }

    /// <summary>Reads with the connection, alone, opening it first when need be.</summary>
    /// <exception cref="HardwareException"><see cref="HardwareErrorKind.Other"/>: the disk or the file failed.</exception>
    internal T Read<T>(Func<SqliteConnection, T> work) => Use(work, isWrite: false);

    /// <summary>Writes with the connection, alone, opening it first when need be.</summary>
    /// <exception cref="HardwareException"><see cref="HardwareErrorKind.Other"/>: the disk or the file failed.</exception>
    internal void Write(Action<SqliteConnection> work) => Use(
        connection =>
        {
            work(connection);
            return true;
        },
        isWrite: true);

    public void Dispose()
    {
        lock (_lock)
        {
            _disposed = true;
            Close();
        }
    }

    private T Use<T>(Func<SqliteConnection, T> work, bool isWrite)
    {
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            try
            {
                T answer;
                try
                {
                    answer = work(Connection());
                }
                catch (Exception exception) when (StorageFile.IsDamage(exception))
                {
                    // Once more on the new file: damage there is a failure like any other.
                    SetAside(exception);
                    answer = work(Connection());
                }

                Succeeded(isWrite);
                return answer;
            }
            catch (Exception exception) when (exception is SqliteException or IOException or UnauthorizedAccessException)
            {
                // After a failed flush nobody knows what the file holds until it is read anew; so the next use opens it again.
                Close();
                if (!_readFailed && !_writeFailed)
                {
                    logger.StorageFailed(exception, _path);
                }

                (_readFailed, _writeFailed) = (_readFailed || !isWrite, _writeFailed || isWrite);
                throw new HardwareException(HardwareErrorKind.Other, string.Create(CultureInfo.InvariantCulture, $"the storage cannot be used: {exception.Message}"), exception);
            }
        }
    }

    private SqliteConnection Connection()
    {
        if (_connection is null)
        {
            _connection = StorageFile.Open(_path, out var isNew);
            if (isNew)
            {
                logger.StorageBegun(_path);
            }
        }

        return _connection;
    }

    // Reading from a full disk works well: that a write failed is over only when one succeeds.
    private void Succeeded(bool isWrite)
    {
        if ((_readFailed || _writeFailed) && (isWrite || !_writeFailed))
        {
            (_readFailed, _writeFailed) = (false, false);
            logger.StorageWorksAgain(_path);
        }
    }

    private void SetAside(Exception damage)
    {
        Close();
        var aside = StorageFile.SetAside(_path, time.GetUtcNow());
        logger.StorageSetAside(_path, aside, damage.Message);
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
