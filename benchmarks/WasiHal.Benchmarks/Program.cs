using BenchmarkDotNet.Running;
using WasiHal.Benchmarks;

if (args is ["figures", ..])
{
    await Figures.RunAsync();
    return;
}

if (args is ["lists", ..])
{
    Lists.Run(args[1..]);
    return;
}

if (args is ["history", ..])
{
    await HistoryFigures.RunAsync(args[1..]);
    return;
}

if (args is ["push", ..])
{
    await Pushes.RunAsync(args[1..]);
    return;
}

if (args is ["nodes", ..])
{
    await NodeFigures.RunAsync();
    return;
}

if (args is ["spoke", ..])
{
    await SpokeFigures.RunAsync(args.Length > 1 ? int.Parse(args[1], System.Globalization.CultureInfo.InvariantCulture) : 4000);
    return;
}

BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
