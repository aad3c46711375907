using Samples;

// What both samples have in common, from the command line to the exit code, is in samples/Shared.
return await NodeProgram.RunAsync(
    new("Spoke", "Runs sandboxed Python plugins, keeps their readings on the disk and sends them to a hub.", "spoke", "http://127.0.0.1:3001"),
    args,
    services => services.AddWasiHal().AddPythonPlugins().AddSpokeClustering().AddSystemdWatchdog());
