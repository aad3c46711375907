using Samples;

// What both samples have in common, from the command line to the exit code, is in samples/Shared.
return await NodeProgram.RunAsync(
    new("Hub", "Runs sandboxed Python plugins and serves their readings at http://127.0.0.1:3000.", "hub", "http://127.0.0.1:3000"),
    args,
    services => services.AddWasiHal().AddPythonPlugins().AddHubClustering().AddSystemdWatchdog());
