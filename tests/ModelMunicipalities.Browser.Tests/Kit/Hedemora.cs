using ModelMunicipalities.App.Features;
using ModelMunicipalities.App.Platform;

namespace ModelMunicipalities.Browser.Tests.Kit;

/// <summary>The addresses of the municipality that the demonstration's accounts score for, before BM 2.</summary>
public static class Hedemora
{
    public const string Network = "modellkommuner";

    public const string Cohort = "2027";

    public const string Closed = "2017-2018";

    public const string Slug = "hedemora";

    public const string Occasion = "bm2";

    public static string Start => Links.Municipality(Network, Cohort, Slug);

    public static string Scoring => Links.Scoring(Network, Cohort, Slug, Occasion);

    public static string Review => Links.Review(Network, Cohort, Slug, Occasion);

    public static string Compare => Links.Compare(Network, Cohort, Slug, Occasion);

    public static string Common => Links.Assessment(Network, Cohort, Slug, Occasion);
}
