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
    private static string? s_missing;
    private static nint s_library;

    /// <summary>Skips the test, or fails it with CI set, when there is no shim.</summary>
    public static void Require()
    {
        if (s_missing is not null)
        {
            Requirement.Missing(s_missing);
        }
    }

#pragma warning disable CA2255 // A resolver must be there before the first call of any class, whichever comes first.
    [ModuleInitializer]
#pragma warning restore CA2255
    internal static void Load()
    {
        if (!OperatingSystem.IsLinux())
        {
            s_missing = "the simulated kernel devices need Linux";
            return;
        }

        var library = Path.Combine(AppContext.BaseDirectory, "shim", "libshim.so");
        s_missing = Compile(library);
        if (s_missing is null)
        {
            s_library = NativeLibrary.Load(library);
            foreach (var assembly in new[] { typeof(GpioController).Assembly, typeof(IBoard).Assembly, Assembly.GetExecutingAssembly() })
            {
                NativeLibrary.SetDllImportResolver(assembly, (name, _, _) => name is "libc" or "shim" ? s_library : 0);
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
