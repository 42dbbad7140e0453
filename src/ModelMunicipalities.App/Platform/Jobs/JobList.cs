using ModelMunicipalities.App.Features;

namespace ModelMunicipalities.App.Platform.Jobs;

/// <summary>All that networks do by themselves, as their areas say.</summary>
public static class JobList
{
    public static readonly IReadOnlyList<NetworkJob> All = [.. Areas.All.SelectMany(a => a.Jobs)];

    public static NetworkJob? Find(string name) => All.FirstOrDefault(j => j.Name == name);
}
