using System.Device.Gpio;
using System.Diagnostics;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using WasiHal.Tests.Shared;

namespace WasiHal.Linux.Tests;

/// <summary>
/// The simulated kernel devices of <c>shim/</c>: compiled when the process starts, and put between this process's
/// assemblies and the C library. Only Linux has them, and only where a C compiler is installed.
/// </summary>
internal static class KernelShim
{
    private static string? _missing;
    private static nint _library;

    /// <summary>Skips the test, or fails it with CI set, when there is no shim.</summary>
    public static void Require()
    {
        if (_missing is not null)
        {
            Requirement.Missing(_missing);
        }
    }

#pragma warning disable CA2255 // A resolver must be there before the first call of any class, whichever comes first.
    [ModuleInitializer]
#pragma warning restore CA2255
    internal static void Load()
    {
        if (!OperatingSystem.IsLinux())
        {
            _missing = "the simulated kernel devices need Linux";
            return;
        }

        var library = Path.Combine(AppContext.BaseDirectory, "shim", "libshim.so");
        var program = Environment.GetEnvironmentVariable(BoardProgram.Variable);

        // The program is a child of a test process that has compiled and loaded it already.
        _missing = program is null ? Compile(library) : null;
        if (_missing is null)
        {
            _library = NativeLibrary.Load(library);
            foreach (var assembly in new[] { typeof(GpioController).Assembly, typeof(IBoard).Assembly, Assembly.GetExecutingAssembly() })
            {
                NativeLibrary.SetDllImportResolver(assembly, (name, _, _) => name is "libc" or "shim" ? _library : 0);
            }

            if (program is not null)
            {
                BoardProgram.Run(program);
            }
        }
    }

    private static string? Compile(string library)
    {
        var folder = Path.GetDirectoryName(library)!;
        var start = new ProcessStartInfo("cc") { RedirectStandardError = true, WorkingDirectory = folder };
        foreach (var argument in (string[])["-std=gnu17", "-O1", "-Wall", "-Wextra", "-Werror", "-shared", "-fPIC", "-pthread", "-o", library, .. Directory.GetFiles(folder, "*.c"), "-ldl"])
        {
            start.ArgumentList.Add(argument);
        }

        try
        {
            using var compiler = Process.Start(start)!;
            var errors = compiler.StandardError.ReadToEnd();
            compiler.WaitForExit();
            return compiler.ExitCode == 0 ? null : $"the simulated kernel devices do not compile: {errors}";
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return "cc is not installed";
        }
    }
}
