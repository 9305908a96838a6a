namespace Onceover.Cli.Commands;

/// <summary>How a run's result goes into the data file.</summary>
/// <param name="DataFile">Absolute.</param>
/// <param name="Append">Whether it is united with what is there.</param>
/// <param name="Started">When our run started: what another run wrote later is not replaced.</param>
internal sealed record KeepRequest(string DataFile, bool Append, DateTimeOffset Started);
