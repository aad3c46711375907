using BenchmarkDotNet.Running;
using WasiHal.Benchmarks;

if (args is ["figures", ..])
{
    await Figures.RunAsync();
    return;
}

BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
