"""The troubles that our Prometheus rules are tried with."""

RELAY = 'relay="smtp://relay.example:25"'


def counted(name, labels=""):
    return f"followupd_{name}{{{labels}}}" if labels else f"followupd_{name}"


# Alert -> series (promtool's notation, one value a minute) with which it fires, others with which it does not, and when to
# look. Each of the second is as near to the limit as it may come, or lasts not as long.
SERIES = {
    "FollowupdDown": ({'up{job="followupd"}': "1 0x10"}, {'up{job="followupd"}': "1 1 1 0 0 1x10"}, "5m"),
    "FollowupdRestarts": ({counted("start_timestamp_seconds"): "1 2 3 4 5 5x10"},
                          {counted("start_timestamp_seconds"): "1 2 3 4 4x10"}, "8m"),
    "FollowupdLedgerSilent": ({counted("ledger_answers"): "0x10"}, {counted("ledger_answers"): "1 0 1x10"}, "3m"),
    "FollowupdLedgerBusy": ({counted("ledger_busy_seconds_total"): "0+57x60"},
                            {counted("ledger_busy_seconds_total"): "0+50x60"}, "40m"),
    "FollowupdLedgerPieceLong": ({counted("ledger_longest_piece_seconds"): "1.5x10"},
                                 {counted("ledger_longest_piece_seconds"): "1x10"}, "3m"),
    "FollowupdRecordUnreadable": ({counted("set_aside"): "1x10"}, {counted("set_aside"): "0x10"}, "3m"),
    "FollowupdTrouble": ({counted("troubles"): "1x10"}, {counted("troubles"): "1 1 1 0x10"}, "7m"),
    "FollowupdConfigurationRefused": ({counted("last_reload_successful"): "0x10"},
                                      {counted("last_reload_successful"): "1x10"}, "3m"),
    "FollowupdRemindersLate": (
        {counted("nudge_lateness_seconds_bucket", 'le="900"'): "0x60",
         counted("nudge_lateness_seconds_bucket", 'le="3600"'): "0+1x60",
         counted("nudge_lateness_seconds_bucket", 'le="+Inf"'): "0+1x60"},
        {counted("nudge_lateness_seconds_bucket", 'le="900"'): "0+1x60",
         counted("nudge_lateness_seconds_bucket", 'le="3600"'): "0+1x60",
         counted("nudge_lateness_seconds_bucket", 'le="+Inf"'): "0+1x60"}, "40m"),
    "FollowupdMailUnsent": ({counted("oldest_unsent_age_seconds"): "3601x10"},
                            {counted("oldest_unsent_age_seconds"): "3600x10"}, "7m"),
    "FollowupdRelayResting": ({counted("relay_breaker", RELAY + ',gate="open"'): "1x20"},
                              {counted("relay_breaker", RELAY + ',gate="half_open"'): "1x20"}, "15m"),
    "FollowupdRelayDown": ({counted("relay_down_seconds", RELAY): "3601x10"},
                           {counted("relay_down_seconds", RELAY): "3600x10"}, "3m"),
    "FollowupdRelayUnreachable": ({counted("mail_attempts_total", RELAY + ',code="none"'): "0+1x20"},
                                  {counted("mail_attempts_total", RELAY + ',code="none"'): "0 1 2 2x20"}, "16m"),
    "FollowupdRelayRefuses": (
        {counted("mail_attempts_total", RELAY + ',code="550"'): "0+3x90",
         counted("mail_attempts_total", RELAY + ',code="250"'): "0+7x90"},
        {counted("mail_attempts_total", RELAY + ',code="550"'): "0+1x90",
         counted("mail_attempts_total", RELAY + ',code="250"'): "0+7x90"}, "80m"),
    "FollowupdMailsParked": ({counted("mails", 'state="parked"'): "2x10"}, {counted("mails", 'state="parked"'): "0x10"}, "3m"),
    "FollowupdMailsInDoubt": ({counted("mails", 'state="in_doubt"'): "1x60"},
                              {counted("mails", 'state="in_doubt"'): "1x15 0x30"}, "40m"),
    "FollowupdMailsHeld": ({counted("cases_held"): "400x10"}, {counted("cases_held"): "0x10"}, "3m"),
    "FollowupdQueueStuck": ({counted("queue_oldest_age_seconds"): "601x10"},
                            {counted("queue_oldest_age_seconds"): "600x10"}, "3m"),
    "FollowupdFilesRefused": ({counted("queue_judged_total", 'result="refused"'): "0 1x10"},
                              {counted("queue_judged_total", 'result="refused"'): "5x10"}, "5m"),
    "FollowupdDiskFull": ({counted("disk_free_ratio", 'disk="queue"'): "0.09x10"},
                          {counted("disk_free_ratio", 'disk="queue"'): "0.11x10"}, "7m"),
    "FollowupdInodesScarce": ({counted("disk_free_inodes_ratio", 'disk="state"'): "0.09x10"},
                              {counted("disk_free_inodes_ratio", 'disk="state"'): "0.11x10"}, "7m"),
    # promtool's clock begins in 1970: there a backup at 0 is as old as the test.
    "FollowupdBackupOld": ({counted("last_backup_timestamp_seconds"): "0x3000"},
                           {counted("last_backup_timestamp_seconds"): "600x3000"}, "2885m"),
    "FollowupdCertificateEnds": ({counted("certificate_end_timestamp_seconds"): "604800x10"},
                                 {counted("certificate_end_timestamp_seconds"): "700000x10"}, "3m"),
    "FollowupdFeedsFail": ({counted("feeds_served_total", 'status="503"'): "0+1x30"},
                           {counted("feeds_served_total", 'status="503"'): "3x30"}, "20m"),
    "FollowupdCasesUndated": ({counted("cases_undated"): "30x3000", counted("cases"): "100x3000"},
                              {counted("cases_undated"): "15x3000", counted("cases"): "20x3000"}, "1500m"),
}

# Metric, as its line begins -> its value in a scrape, by the scrape's number and the time. All troubles at once but that
# it is down, which another target is.
PLANTED = {
    "followupd_start_timestamp_seconds": lambda scrapes, now: now,
    "followupd_ledger_answers": lambda scrapes, now: 0,
    "followupd_ledger_busy_seconds_total": lambda scrapes, now: 500 * scrapes,
    "followupd_ledger_longest_piece_seconds": lambda scrapes, now: 12,
    "followupd_set_aside": lambda scrapes, now: 1,
    "followupd_troubles": lambda scrapes, now: 3,
    "followupd_last_reload_successful": lambda scrapes, now: 0,
    'followupd_nudge_lateness_seconds_bucket{le="900"}': lambda scrapes, now: 0,
    'followupd_nudge_lateness_seconds_bucket{le="3600"}': lambda scrapes, now: scrapes,
    'followupd_nudge_lateness_seconds_bucket{le="14400"}': lambda scrapes, now: scrapes,
    'followupd_nudge_lateness_seconds_bucket{le="86400"}': lambda scrapes, now: scrapes,
    'followupd_nudge_lateness_seconds_bucket{le="+Inf"}': lambda scrapes, now: scrapes,
    "followupd_nudge_lateness_seconds_count": lambda scrapes, now: scrapes,
    "followupd_oldest_unsent_age_seconds": lambda scrapes, now: 7200,
    'followupd_relay_breaker{relay="smtp://relay.example:25",gate="open"}': lambda scrapes, now: 1,
    'followupd_relay_down_seconds{relay="smtp://relay.example:25"}': lambda scrapes, now: 7200,
    'followupd_mail_attempts_total{relay="smtp://relay.example:25",code="none"}': lambda scrapes, now: 20 * scrapes,
    'followupd_mail_attempts_total{relay="smtp://relay.example:25",code="550"}': lambda scrapes, now: 30 * scrapes,
    'followupd_mails{state="parked"}': lambda scrapes, now: 2,
    'followupd_mails{state="in_doubt"}': lambda scrapes, now: 1,
    "followupd_cases_held": lambda scrapes, now: 400,
    "followupd_queue_oldest_age_seconds": lambda scrapes, now: 3600,
    'followupd_queue_judged_total{result="refused"}': lambda scrapes, now: scrapes,
    'followupd_disk_free_ratio{disk="queue"}': lambda scrapes, now: 0.01,
    'followupd_disk_free_inodes_ratio{disk="state"}': lambda scrapes, now: 0.01,
    "followupd_last_backup_timestamp_seconds": lambda scrapes, now: 0,
    "followupd_certificate_end_timestamp_seconds": lambda scrapes, now: now + 86400,
    'followupd_feeds_served_total{status="503"}': lambda scrapes, now: scrapes,
    "followupd_cases": lambda scrapes, now: 100,
    "followupd_cases_undated": lambda scrapes, now: 30,
}
