"""How Scrapy works here. Settings of our own begin with ECOMSTAT_; each can be given with -s NAME=VALUE.

A guest on other people's sites: a named user agent, robots.txt, one connection and a pause per host. Checks that must hold for every
request are middlewares and the resolver below, never a spider's own settings, which come too late for some of them.
"""

import os

from store.runs import program_version

BOT_NAME = "ecomstat"
SPIDER_MODULES = ["scrapers.spiders"]
NEWSPIDER_MODULE = "scrapers.spiders"
USER_AGENT = f"ecomstat/{program_version()}"

# Many hosts, each slowly.
TWISTED_REACTOR = "twisted.internet.asyncioreactor.AsyncioSelectorReactor"
REACTOR_THREADPOOL_MAXSIZE = 64  # one a site, since names are looked up in threads
CONCURRENT_REQUESTS = 100
CONCURRENT_REQUESTS_PER_DOMAIN = 1
CONCURRENT_ITEMS = 4
DOWNLOAD_DELAY = 2.0
DOWNLOAD_DELAY_JITTER = 0
DOWNLOAD_TIMEOUT = 30
DOWNLOAD_MAXSIZE = 10 * 2**20
DOWNLOAD_WARNSIZE = 0
DOWNLOAD_FAIL_ON_DATALOSS = False
DEFAULT_REQUEST_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,*/*;q=0.5",
    "Accept-Language": "*",
    "Accept-Encoding": "gzip, deflate",
}

# Nothing but the web is spoken, and `scrapy crawl` ends 1 where the crawl did not begin or broke off.
HANDLER = "scrapers.crawling.neighbours.NeighbourlyHandler"
DOWNLOAD_HANDLERS = {"http": HANDLER, "https": HANDLER, "data": None, "file": None, "ftp": None, "s3": None}
COMMANDS_MODULE = "scrapers.commands"

# Where a request may go is decided on the address that is connected to.
TWISTED_DNS_RESOLVER = "scrapers.crawling.resolver.CheckedResolver"
DNSCACHE_ENABLED = False

# robots.txt is obeyed by our own middleware: it knows Crawl-delay, and that a failing server means "not now" (RFC 9309).
ROBOTSTXT_OBEY = False
DOWNLOADER_MIDDLEWARES = {
    "scrapers.crawling.guarding.AddressMiddleware": 50,
    "scrapers.crawling.guarding.IntroductionMiddleware": 60,
    "scrapers.crawling.guarding.OptOutMiddleware": 70,
    "scrapers.crawling.guarding.RobotsMiddleware": 100,
    "scrapers.crawling.delays.PaceMiddleware": 900,
    "scrapers.crawling.site_log.CaptureMiddleware": 950,
    # Redirects, retries and decompression are the visit's own work, and no proxy of the environment comes between.
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "scrapy.downloadermiddlewares.httpauth.HttpAuthMiddleware": None,
    "scrapy.downloadermiddlewares.redirect.MetaRefreshMiddleware": None,
    "scrapy.downloadermiddlewares.redirect.RedirectMiddleware": None,
    "scrapy.downloadermiddlewares.retry.RetryMiddleware": None,
    "scrapy.downloadermiddlewares.cookies.CookiesMiddleware": None,
    "scrapy.downloadermiddlewares.httpcompression.HttpCompressionMiddleware": None,
    "scrapy.downloadermiddlewares.httpproxy.HttpProxyMiddleware": None,
    "scrapy.downloadermiddlewares.httpcache.HttpCacheMiddleware": None,
}
COOKIES_ENABLED = False
HTTPPROXY_ENABLED = False
ITEM_PIPELINES = {"scrapers.crawling.pipeline.StorePipeline": 300}
# Nobody looks in from outside while a crawl runs, and what nobody reads is not counted.
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False
EXTENSIONS = {"scrapy.extensions.remote_control.RemoteControl": None}
DOWNLOADER_STATS = False
LOG_LEVEL = os.environ.get("ECOMSTAT_LOG_LEVEL", "WARNING")

# Our own. The store, and where archives go ("" means beside the store).
ECOMSTAT_DB = os.environ.get("ECOMSTAT_DB", "ecomstat.db")
ECOMSTAT_ARCHIVE_DIR = ""
# Whether only those pages of a site are archived on which something rests that was found.
ECOMSTAT_EVIDENCE = False
# Who we are; "" means what the store's settings say.
ECOMSTAT_CONTACT_NAME = ""
ECOMSTAT_CONTACT_URL = ""
# HOST:PORT that every connection goes to (tests, demo); addresses that are not public, and other ports than 80 and 443, are allowed.
ECOMSTAT_CONNECT_TO = ""
# HOST:PORT of a name server (tests, demo): of all names only those that it knows lead there.
ECOMSTAT_NAME_SERVER = ""
ECOMSTAT_ALLOW_PRIVATE = False
# One site's budgets: pages, links deep, seconds, and the longest pause between requests that a host may ask for.
ECOMSTAT_PAGES = 10
ECOMSTAT_DEPTH = 2
ECOMSTAT_SITE_SECONDS = 600
ECOMSTAT_MAX_CRAWL_DELAY = 60
# Requests to one address at once, whatever hosts they are for (0: 4, or any number where all connections go to one server), and seconds
# between the starts of two.
ECOMSTAT_PER_ADDRESS = 0
ECOMSTAT_ADDRESS_PAUSE = 0.5
# Hours of the day in which visits begin, such as 20-6 ("": all), and the time zone that they are of ("": the country's).
ECOMSTAT_HOURS = ""
ECOMSTAT_TIME_ZONE = ""
# Sites visited at once (0: 64, or 8 where all connections go to one server).
# Attempts until a failure is final, whether all on one day, seconds between two rounds.
ECOMSTAT_CONCURRENCY = 0
ECOMSTAT_RETRIES = 3
ECOMSTAT_SAME_DAY = False
ECOMSTAT_RETRY_SPACING = 15
# Memory that all processes of a crawl may take together: with little, fewer sites are visited at once and fewer processes read pages.
ECOMSTAT_MEMORY = os.environ.get("ECOMSTAT_MEMORY") or "2GB"
# Processes that read pages beside the crawl (0: as many as there are cores).
ECOMSTAT_READERS = 0
# The part of a crawl in several processes that this one is, such as 2/4; whoever starts them keeps other crawls away.
ECOMSTAT_SHARD = ""
# Hosts that must answer, asked when so many sites in a row did not; "default" means some well-known ones and the contact page's.
ECOMSTAT_CANARIES = "default"
ECOMSTAT_SUSPICIOUS_FAILURES = 10
ECOMSTAT_LINE_PAUSE = 20
# Seconds that a crawl waits for another one of the country to end.
ECOMSTAT_LOCK_SECONDS = 15
# The browser that opens websites which only scripts can fill ("": the first that is installed).
ECOMSTAT_BROWSER = ""
# A text file of sites that are not to be visited, beside the store's own list.
ECOMSTAT_OPT_OUT_FILE = ""
