namespace ModelMunicipalities.App.Tests.Kit;

/// <summary>The main job over the API, as far as a test needs it done before it begins.</summary>
internal static class Acts
{
    public static async Task ScoreAsync(
        this TestNetwork network,
        string organisation,
        string occasion,
        Function function,
        string digits
    ) =>
        (
            await network[organisation, function].Api.PutAsync(network.At(organisation, occasion, "/mine"), Body.Scores(digits))
        ).ShouldBeOk();

    public static async Task HandInAsync(
        this TestNetwork network,
        string organisation,
        string occasion,
        Function function,
        string digits
    )
    {
        await network.ScoreAsync(organisation, occasion, function, digits);
        (await network[organisation, function].Api.PostAsync(network.At(organisation, occasion, "/mine/handin"))).ShouldBeOk();
    }

    public static async Task AllHandInAsync(this TestNetwork network, string organisation, string occasion, string digits)
    {
        foreach (var function in Assessment.Functions)
        {
            await network.HandInAsync(organisation, occasion, function, digits);
        }
    }

    /// <summary>The version of what the three share, as an ETag.</summary>
    public static async Task<string> VersionAsync(this TestNetwork network, string organisation, string occasion) =>
        (await network[organisation, Function.KeyPerson].Api.GetAsync(network.At(organisation, occasion))).ShouldBeOk().ETag;

    public static async Task AgreeAsync(this TestNetwork network, string organisation, string occasion, string digits) =>
        (
            await network[organisation, Function.KeyPerson]
                .Api.PutAsync(
                    network.At(organisation, occasion, "/consensus"),
                    Body.Scores(digits),
                    await network.VersionAsync(organisation, occasion)
                )
        ).ShouldBeOk();

    public static async Task SubmitAsync(this TestNetwork network, string organisation, string occasion, string digits)
    {
        await network.AllHandInAsync(organisation, occasion, digits);
        await network.AgreeAsync(organisation, occasion, digits);
        (
            await network[organisation, Function.KeyPerson].Api.PostAsync(network.At(organisation, occasion, "/submission"))
        ).ShouldBeOk();
    }

    /// <summary>The lines of the network's trail that are of an act, newest first.</summary>
    public static async Task<IReadOnlyList<(string Person, string? Organisation, string? Occasion, string? Detail)>> TrailAsync(
        this TestNetwork network,
        string act
    ) =>
        [
            .. (await network.Coordinator.Api.GetAsync(network.InNetwork("/trail?pageSize=200"))).ShouldBeOk()["items"]!
                .AsArray()
                .Where(line => line!["act"]!.ToString() == act)
                .Select(line =>
                    (
                        line!["person"]!.ToString(),
                        line["organisation"]?.ToString(),
                        line["occasion"]?.ToString(),
                        line["detail"]?.ToString()
                    )
                ),
        ];
}
