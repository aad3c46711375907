using System.Runtime.CompilerServices;
using WasiHal.Cluster.Tests.Spoke;

namespace WasiHal.Cluster.Tests.Crash;

/// <summary>
/// A small program that writes, which this test program is instead of itself when it is started with <see cref="Variable"/>
/// set. It tells each thing that is safe by a line of its output, at the moment at which it relies on it.
/// </summary>
internal static class WriterProgram
{
    public const string Variable = "WASIHAL_TEST_WRITER";
    public const string FolderVariable = "WASIHAL_TEST_WRITER_FOLDER";
    public const string ArgumentsVariable = "WASIHAL_TEST_WRITER_ARGUMENTS";

    /// <summary>What a line that tells something begins with.</summary>
    public const string Told = "told ";

    private static readonly Dictionary<string, (Func<string, string, Task> Run, string File)> Modes = new(StringComparer.Ordinal)
    {
        [NumbersWriter.Mode] = (NumbersWriter.RunAsync, NumbersWriter.FileName),
        [OutboxProgram.Mode] = (OutboxProgram.RunAsync, OutboxProgram.FileName),
        [FullDiskProgram.Mode] = ((folder, _) => FullDiskProgram.RunAsync(folder), FullDiskProgram.FileName),
    };

    /// <summary>The files that a mode writes.</summary>
    public static IEnumerable<string> FilesOf(string mode, string folder) =>
        ((string[])["", "-wal", "-journal"]).Select(ending => Path.Combine(folder, Modes[mode].File + ending));

    /// <summary>Tells that something is safe. In one system call, so that it is known exactly when.</summary>
    public static void Tell(string line)
    {
        Console.Out.Write($"{Told}{line}\n");
        Console.Out.Flush();
    }

#pragma warning disable CA2255 // The test runner's own entry point knows nothing of it.
    [ModuleInitializer]
#pragma warning restore CA2255
    public static void Start()
    {
        if (Environment.GetEnvironmentVariable(Variable) is not { Length: > 0 } mode)
        {
            return;
        }

        try
        {
            Modes[mode].Run(Environment.GetEnvironmentVariable(FolderVariable)!, Environment.GetEnvironmentVariable(ArgumentsVariable) ?? "").GetAwaiter().GetResult();
        }
        catch (Exception failure)
        {
            Console.Error.WriteLine(failure);
            Environment.Exit(1);
        }

        Environment.Exit(0);
    }
}
