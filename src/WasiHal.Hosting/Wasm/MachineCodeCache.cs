using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using WasiHal.Hosting.Telemetry;
using Wasmtime;

namespace WasiHal.Hosting.Wasm;

/// <summary>
/// Keeps machine code in a folder of the service's own, so that nothing is compiled twice. Machine code is trusted like
/// the program itself: the folder is readable and writable by its owner only, and a file that anybody else could have
/// written is not used. Safe from any thread; one compile at a time.
/// </summary>
internal sealed class MachineCodeCache(string directory, ILogger logger, TimeProvider time, PluginMeter? meter = null)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode WritableByOthers = UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;

    private readonly Lock _compiling = new();

    /// <summary>The key of some content, with all else that machine code depends on.</summary>
    public static string KeyOf(Stream content)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(content))[..24];
        var engine = typeof(Engine).Assembly.GetName().Version;
        return $"{hash}-{engine}-{RuntimeInformation.ProcessArchitecture}-{Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(WasmEngine.Settings)))[..8]}".ToLowerInvariant();
    }

    /// <summary>Takes machine code from the cache, or compiles it and puts it there.</summary>
    /// <param name="name">What it is, for people: the start of the file's name and of log lines.</param>
    /// <param name="key">From <see cref="KeyOf"/>.</param>
    /// <param name="read">Maps a file; throws <see cref="WasmtimeException"/> when the engine does not accept it.</param>
    /// <param name="compile">Makes it anew.</param>
    /// <param name="serialize">Its machine code.</param>
    public T GetOrCompile<T>(string name, string key, Func<string, T> read, Func<T> compile, Func<T, byte[]> serialize)
        where T : class, IDisposable
    {
        lock (_compiling)
        {
            var path = Path.Combine(directory, $"{name}-{key}.cwasm");
            if (TryRead(path, read) is { } cached)
            {
                return cached;
            }

            var begin = time.GetTimestamp();
            var compiled = compile();
            Log.Compiled(logger, name, time.GetElapsedTime(begin).TotalSeconds);
            meter?.Compiled(time.GetElapsedTime(begin));
            if (!TryWrite(path, serialize(compiled)) || TryRead(path, read) is not { } mapped)
            {
                return compiled;
            }

            // Code that was just compiled is private memory; mapped from the file, it is pages that the kernel may drop.
            compiled.Dispose();
            return mapped;
        }
    }

    private T? TryRead<T>(string path, Func<string, T> read)
        where T : class
    {
        if (!File.Exists(path))
        {
            return null;
        }

        try
        {
            if (!OperatingSystem.IsWindows()
                && ((File.GetUnixFileMode(path) | File.GetUnixFileMode(directory)) & WritableByOthers) != 0)
            {
                Log.CacheFileRefused(logger, path, "others may write to it");
                return null;
            }

            return read(path);
        }
        catch (Exception fault) when (fault is WasmtimeException or IOException or UnauthorizedAccessException)
        {
            Log.CacheFileRefused(logger, path, fault.Message);
            return null;
        }
    }

    private bool TryWrite(string path, byte[] code)
    {
        var temporary = $"{path}.{Environment.ProcessId}.tmp";
        try
        {
            if (OperatingSystem.IsWindows())
            {
                Directory.CreateDirectory(directory);
                File.WriteAllBytes(temporary, code);
            }
            else
            {
                Directory.CreateDirectory(directory, OwnerOnly);
                using var file = new FileStream(temporary, new FileStreamOptions
                {
                    Mode = FileMode.Create,
                    Access = FileAccess.Write,
                    UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
                });
                file.Write(code);
            }

            File.Move(temporary, path, overwrite: true);
            return true;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // The node runs without a cache, only slower at the next start.
            Log.CacheNotWritten(logger, path, fault.Message);
            return false;
        }
    }
}
