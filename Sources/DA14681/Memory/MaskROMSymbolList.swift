// Facts: names and places, eight to ten a line.
// swift-format-ignore-file

extension MaskROM {
  /// The public names of what is in the ROM: offset and name, by offset; code has an odd one, its Thumb bit.
  ///
  /// Source: the symbol file that images for this chip are linked with (the vendor's SDK 1.0, `da14681_01_rom.symbols`), as
  /// the linker maps of public builds print it.
  static let symbolList = """
    287D set_system_clocks 2899 set_peripheral_clocks 28D3 rf_workaround_init 28D5 get_stack_usage 2913 rwip_eif_get_func
    2923 rwip_set_em_base 2929 platform_initialization 29E1 ble_init 2A53 ble_regs_push 2AAB ble_regs_pop 2B01 platform_sleep
    2E19 smpc_check_param 2E23 smpc_pdu_recv 2E2D lld_sleep_compensate 2E37 lld_sleep_init 2E41 lld_sleep_us_2_lpcycles
    2E4B lld_sleep_lpcycles_2_us 2E55 uart_flow_off 2E5D uart_finish_transfers 2E65 uart_read 2E6D uart_write 2E7D uart_init
    2E85 uart_flow_on 2E8D gtl_init 2E95 gtl_eif_init 2E9D gtl_eif_read_start 2EA5 gtl_eif_read_hdr 2EAD gtl_eif_read_payl
    2EB5 gtl_eif_tx_done 2EBD gtl_eif_rx_done 2EC5 h4tl_init 2ECD h4tl_read_start 2ED5 h4tl_read_hdr 2EDD h4tl_read_payl
    2EE5 h4tl_read_next_out_of_sync 2EED h4tl_out_of_sync 2EF5 h4tl_tx_done 2EFD h4tl_rx_done 2F05 ke_task_init
    2F0D ke_timer_init 2F15 llm_encryption_done 2F1D nvds_get 2F25 nvds_del 2F2D nvds_put 2F35 rwip_eif_get 2F3D platform_reset
    2F47 lld_test_stop 2F51 lld_test_mode_tx 2F5B lld_test_mode_rx 2F65 prf_init 2F6F prf_add_profile 2F79 prf_create
    2F83 prf_cleanup 2F8D prf_get_id_from_task 2F97 prf_get_task_from_id 2FA1 nvds_init 2FA9 SetSystemVars 2FB3 dbg_init
    2FBD dbg_platform_reset_complete 2FC7 hci_rd_local_supp_feats_cmd_handler 2FD7 l2cc_pdu_pack 2FED l2cc_pdu_unpack
    3005 l2c_send_lecb_message 300F l2c_process_sdu 3019 l2cc_pdu_recv_ind_handler 3029 gapc_lecb_connect_cfm_handler
    3039 atts_l2cc_pdu_recv_handler 3043 attc_l2cc_pdu_recv_handler 304D crypto_init 3057 llm_le_adv_report_ind
    3061 PK_PointMult 306B llm_p256_start 3075 llm_create_p256_key 3081 llm_p256_req_handler 3093 llc_le_length_effective
    309F llc_le_length_conn_init 30AB lld_data_tx_prog 30B7 lld_data_tx_check 30D5 co_buf_init 317D co_buf_rx_free
    3197 co_buf_rx_buffer_get 31A1 co_buf_tx_buffer_get 31C5 co_list_init 31D5 co_list_pop_front 31F7 co_list_flush
    320D co_list_push_back 3231 co_list_pool_init 3299 co_list_push_front 32B5 co_list_extract 3305 co_list_find
    331B co_list_merge 3337 co_list_insert_before 336F co_list_insert_after 33AB co_list_size 33BF co_bdaddr_compare
    33DD llc_init 3407 llc_stop 344D llc_reset 346F llc_le_length_effective_func 3557 llc_le_enh_con_cmp_evt_send
    3659 llc_le_con_cmp_evt_send 3705 llc_start 3877 llc_discon_event_complete_send 3897 llc_con_update_complete_send
    38D1 llc_ltk_req_send 3909 llc_feats_rd_event_send 3945 llc_version_rd_event_send 3975 llc_common_cmd_complete_send
    3993 llc_common_cmd_status_send 39AF llc_common_flush_occurred_send 39C7 llc_common_enc_key_ref_comp_evt_send
    39E3 llc_common_enc_change_evt_send 3A49 llc_common_nb_of_pkt_comp_evt_send 3A69 llc_con_update_ind
    3ADD llc_lsto_con_update 3B0F llc_map_update_ind 3B8D llc_chnl_map_req_send 3BA9 llc_add_bad_chnl 3C4D llc_pdu_send_func
    3CB3 llc_version_ind_pdu_send 3CF5 llc_ch_map_update_pdu_send 3D39 llc_pause_enc_req_pdu_send
    3D7B llc_pause_enc_rsp_pdu_send 3DD3 llc_enc_req_pdu_send 3E91 llc_enc_rsp_pdu_send 3F21 llc_start_enc_rsp_pdu_send
    3F6B llc_reject_ind_pdu_send 3FD5 llc_con_update_pdu_send 401F llc_con_param_req_pdu_send 40B7 llc_con_param_rsp_pdu_send
    4139 llc_feats_req_pdu_send 418D llc_start_enc_req_pdu_send 4227 llc_terminate_ind_pdu_send 428F llc_unknown_rsp_send_pdu
    42B7 llc_length_req_pdu_send 4363 llc_length_rsp_pdu_send 43C7 llc_length_ind 4453 llc_ping_req_pdu_send
    4477 llc_ping_rsp_pdu_send 449B llc_feats_req_ind 4503 llc_feats_rsp_ind 455B llc_vers_ind_ind 45DF llc_terminate_ind
    461B llc_pause_enc_req_ind 464B llc_pause_enc_rsp_ind 46BF llc_enc_req_ind 4763 llc_enc_rsp_ind 480D llc_start_enc_req_ind
    486F llc_start_enc_rsp_ind 4905 llc_cntl_rcv 4991 llcp_con_param_req_pdu_unpk 4A09 llcp_con_param_rsp_pdu_unpk
    4A81 llc_con_update_req_ind 4ADB llc_ch_map_req_ind 4B49 llc_data_rcv 5199 hci_le_set_data_length_cmd_handler
    667B llcp_unknown_rsp_handler 68A1 llc_util_get_free_conhdl 68D1 llc_util_dicon_procedure 6933 llc_util_gen_skdx
    6947 llc_util_update_channel_map 6959 llc_util_set_llcp_discard_enable 6971 llc_util_set_auth_payl_to_margin 69A5 lld_init
    6AF3 lld_reset 6B41 lld_adv_start 6C8F lld_adv_stop 6CB5 lld_scan_start 6E1B lld_scan_stop 6E53 lld_con_start
    71CB lld_move_to_master 7261 lld_con_update_req 72DB lld_con_update_after_param_req 74C1 lld_con_param_rsp
    75BB lld_con_param_req 768D lld_con_stop 76E3 lld_get_mode 7707 lld_move_to_slave 7887 lld_ch_map_ind
    7899 lld_con_update_ind 78A7 lld_crypt_isr 78B1 lld_test_mode_tx_func 79EB lld_test_stop_func 7AA5 lld_data_rx_check
    7AE9 lld_data_rx_flush 7B0D lld_data_tx_check_func 7BA7 lld_data_tx_loop 7BD5 lld_data_tx_push 7C37 lld_data_tx_prog_func
    7D4D lld_data_tx_flush 7D89 lld_evt_deferred_elt_pop 7DC5 lld_evt_slave_finetime_correction 7E5D lld_evt_drift_compute
    7E7D lld_evt_rxwin_compute 7EB3 lld_evt_slave_time_compute 7F3B lld_evt_elt_delete 807D lld_evt_channel_next
    80B7 lld_evt_restart 841D lld_evt_continue 8535 lld_evt_deffered_elt_handler 8609 lld_evt_init 867D lld_evt_init_evt
    869B lld_evt_elt_insert 86C5 lld_evt_conhdl2elt 86E1 lld_evt_schedule_next 87E5 lld_evt_schedule 8821 lld_evt_prevent_stop
    8823 lld_evt_canceled 8847 lld_evt_scan_create 8939 lld_evt_move_to_master 8A33 lld_evt_update_create
    8B69 lld_evt_ch_map_update_req 8B81 lld_evt_move_to_slave 8DB1 lld_evt_slave_update 8E47 lld_evt_adv_create
    8ECB lld_evt_end 8FD9 lld_evt_rx 9009 lld_evt_timer_isr 9013 lld_evt_end_isr 9047 lld_evt_rx_isr
    9053 lld_evt_deferred_elt_push 91A3 lld_evt_priority_reset 9269 lld_sleep_init_func 9313 lld_sleep_enter
    9353 lld_sleep_wakeup 936D lld_sleep_wakeup_end 9391 lld_wlcoex_connection_complete 93A9 lld_wlcoex_remove_connection
    93BD lld_wlcoex_set 93D1 lld_util_get_bd_address 93F1 lld_util_set_bd_address 942D lld_util_freq2chnl
    944F lld_util_get_local_offset 9469 lld_util_get_peer_offset 9485 lld_util_connection_param_set 94D5 llm_wl_clr
    94FD llm_init 9701 llm_common_cmd_complete_send 9719 llm_ble_ready 971F llm_wl_from_rl_restore 978D llm_con_req_ind
    9987 llm_resolv_addr 99CF llm_util_rl_wl_update 9A09 llm_alter_conn 9AA3 llm_adv_report_set 9B1D llm_direct_adv_report_set
    9B5F llm_encryption_start 9BE3 llm_resolv_addr_inplace 9C8F llm_le_adv_report_ind_func A14B llm_con_req_tx_cfm
    A227 llm_common_cmd_status_send A23F llm_test_mode_start_tx A31D llm_test_mode_start_rx A35D llm_gen_rand_addr
    A417 llm_set_adv_param A697 llm_set_adv_en A7C1 llm_set_adv_data A859 llm_set_scan_rsp_data A8FF llm_set_scan_param
    AA27 llm_set_scan_en AAE9 llm_wl_dev_add AB9B llm_wl_dev_rem ABEB llm_wl_from_rl ACF3 llm_create_con
    AF8D llm_encryption_done_func B253 llm_get_chnl_assess_nb_pkt B259 llm_get_chnl_assess_nb_bad_pkt B25F llm_get_min_rssi
    B269 llm_le_scan_report_ind B2D3 llm_set_tx_oct_time B2FB llm_p256_start_func BB5F hci_rd_local_supp_feats_cmd_handler_func
    C389 llm_util_bd_addr_in_wl C401 llm_util_check_address_validity C411 llm_util_check_map_validity C457 llm_util_apply_bd_addr
    C46F llm_util_set_public_addr C47D llm_util_check_evt_mask C49F llm_util_get_channel_map C4AD llm_util_get_supp_features
    C4B9 llm_util_adv_data_update C4DD llm_util_bl_check C51F llm_util_bl_add C575 llm_util_bl_rem C5C5 llm_util_rl_check
    C5FB llm_util_rl_add C677 llm_util_rl_rem C69D llm_util_rl_peer_find C6C9 llm_util_rl_peer_resolv C71B llm_util_rl_rpa_find
    C7A3 ecc_write_data_m C7BB ecc_read_data_m C7D3 ecc_set_ptr C7E1 ecc_start C7EF ecc_check_status C80F PK_PointMult_func
    C8C5 ea_time_get_slot_rounded C989 ea_init C9DD ea_elt_create C9F7 ea_time_get_halfslot_rounded CA21 ea_elt_insert
    CC65 ea_elt_remove CCEF ea_elt_delete CD09 ea_interval_create CD1F ea_interval_insert CD2B ea_interval_delete
    CD43 ea_finetimer_isr CE17 ea_sw_isr CE37 ea_offset_req CFF3 ea_sleep_check D049 ea_interval_duration_req
    D167 flash_identify D1B5 flash_init D1F1 flash_erase D255 flash_write D2B9 flash_read D347 uart_init_func
    D391 uart_flow_on_func D399 uart_flow_off_func D3E9 uart_finish_transfers_func D401 uart_read_func D417 uart_write_func
    D439 UART_Handler_func D48B uart_set_flow_off_retries_limit D4E5 ba431_get_instance_address D4F9 ba431_wait_fifo_level
    D519 ba431_read_fifo D547 ba431_get_rand D5CD gtl_init_func D5F5 gtl_enter_sleep D61F gtl_exit_sleep D627 gtl_send_msg
    D6AD gtl_eif_read_start_func D6CD gtl_eif_read_hdr_func D6ED gtl_eif_read_payl_func D72B gtl_eif_tx_done_func
    D73B gtl_eif_rx_done_func D86D gtl_eif_init_func D887 gtl_eif_write D8A9 gtl_eif_start D8B3 gtl_eif_stop
    D8CF gtl_env_curr_msg_type_set DBB1 hci_tl_send DBF9 hci_tl_init DC1D hci_cmd_get_max_param_size DC67 hci_cmd_received
    DDA3 hci_acl_tx_data_alloc DE29 hci_acl_tx_data_received DEF1 hci_acl_rx_data_alloc DEFD hci_acl_rx_data_received
    DF33 hci_evt_received E0DF hci_tl_env_tx_queue_cnt_get E1FD hci_util_pack E2FD hci_util_unpack E7D1 hci_look_for_cmd_desc
    E81D hci_look_for_evt_desc E841 hci_look_for_le_evt_desc E869 hci_evt_mask_set E8B1 hci_init E8CD hci_reset
    E8E5 hci_send_2_host E9CF hci_send_2_controller EAA9 h4tl_read_start_func EAC7 h4tl_read_hdr_func EAE3 h4tl_read_payl_func
    EAFD h4tl_read_next_out_of_sync_func EB11 h4tl_out_of_sync_func EB37 h4tl_out_of_sync_check EB93 h4tl_tx_done_func
    EBA7 h4tl_rx_done_func ECCB h4tl_init_func ECE7 h4tl_write ED0F h4tl_start ED17 h4tl_stop ED2B h4tl_env_rx_type_set
    ED37 h4tl_env_hdr_set ED75 attc_send_att_req EDB1 attc_allocate_att_req EDD3 attc_send_hdl_cfm EDE9 attc_send_execute
    EE03 attc_send_read_ind F743 attc_l2cc_pdu_recv_handler_func F79D attm_convert_to128 F7CD attm_uuid_comp
    F825 attm_uuid16_comp F831 attm_is_bt16_uuid F857 attm_is_bt32_uuid FC57 attmdb_add_service FCDF attmdb_destroy
    FCF9 attmdb_get_service FD37 attmdb_get_attribute FD6B attmdb_get_next_att FDCF attmdb_uuid16_comp FE0B attmdb_att_set_value
    FEB7 attmdb_get_max_len FF1D attmdb_get_uuid FFF3 attmdb_get_value 10143 attmdb_att_set_permission
    101B7 attmdb_att_update_perm 10225 attmdb_svc_get_permission 10243 attmdb_att_get_permission
    10345 attmdb_svc_set_permission 10369 attmdb_init 1037F attmdb_get_nb_svc 10393 attmdb_get_svc_info
    103C7 attm_svc_create_db 104D5 attmdb_reserve_handle_range 10651 atts_clear_read_cache 107A5 atts_send_error
    107C1 atts_write_signed_cfm 10801 atts_send_event 10889 atts_clear_prep_data 108AD atts_clear_rsp_data
    108FD atts_write_rsp_send 11523 atts_l2cc_pdu_recv_handler_func 11787 gattc_cleanup 1180B gattc_init
    1183D gattc_update_state 11861 gattc_create 118D5 gattc_con_enable 118DB gattc_get_mtu 118E7 gattc_set_mtu
    1192D gattc_get_requester 11949 gattc_send_complete_evt 119A5 gattc_send_error_evt 119CB gattc_get_operation
    119E1 gattc_get_op_seq_num 119F7 gattc_get_operation_ptr 11A03 gattc_set_operation_ptr 11A0F gattc_reschedule_operation
    12A0D gattm_svc_get_start_hdl 12A13 gattm_init 12A31 gattm_init_attr 12A85 gattm_create 12A8D gattm_cleanup
    12A95 gattm_get_max_mtu 12A9B gattm_set_max_mtu 12AB7 gattm_get_max_mps 12ABD gattm_set_max_mps 12D25 l2cc_cleanup
    12D69 l2cc_init 12D9B l2cc_create 12DD3 l2cc_update_state 131A5 l2cm_init 131B9 l2cm_create 131C1 l2cm_cleanup
    131C9 l2cm_set_link_layer_buff_size 131D9 smpc_send_use_enc_block_cmd 13211 smpc_send_start_enc_cmd
    1328B smpc_send_ltk_req_rsp 132E7 smpc_send_pairing_req_ind 133CB smpc_send_pairing_ind 134DB smpc_check_pairing_feat
    134F5 smpc_launch_rep_att_timer 13531 smpc_check_repeated_attempts 13593 smpc_check_max_key_size
    135BB smpc_check_key_distrib 13619 smpc_xor 1362F smpc_generate_l 1367D smpc_generate_ci 136E1 smpc_generate_rand
    13707 smpc_generate_e1 137C1 smpc_generate_cfm 1383B smpc_generate_stk 13891 smpc_calc_subkeys
    13907 smpc_clear_timeout_timer 13931 smpc_pairing_end 1398F smpc_tkdp_rcp_continue 139EF smpc_tkdp_rcp_start
    13A4F smpc_pdu_send 13AED smpc_tkdp_send_start 13B6D smpc_tkdp_send_continue 13BE9 smpc_get_key_sec_prop
    13CB5 smpc_is_sec_mode_reached 13CDF smpc_handle_enc_change_evt 13D95 smpc_pdu_recv_func 13DEB smpc_generate_subkey
    13E1F leftshift_onebit 13E55 padding 13E79 smpc_generate_subkey_P2 13F1D AES_CMAC_block 13FDD smpc_generate_f4
    140F1 smpc_generate_g2 1419B smpc_generate_f5 141B3 smpc_generate_f5_T 141F9 smpc_generate_f5_P2 143F3 smpc_generate_f6
    1458D smpm_send_encrypt_req 145BB smpm_send_gen_rand_nb_req 145D1 smpm_check_addr_type 1463D gapc_update_state
    1466D gapc_get_requester 14689 gapc_send_complete_evt 147B3 gapc_init 147E5 gapc_con_create 1489F gapc_con_create_enh
    14999 gapc_con_cleanup 149A9 gapc_send_disconect_ind 149CB gapc_get_conidx 14A05 gapc_get_conhdl 14A1D gapc_get_role
    14A39 gapc_get_bdaddr 14A59 gapc_get_csrk 14A77 gapc_get_sign_counter 14A95 gapc_send_error_evt 14AB7 gapc_get_operation
    14ACD gapc_get_operation_ptr 14AD9 gapc_set_operation_ptr 14AE5 gapc_reschedule_operation 14B15 gapc_is_sec_set
    14B89 gapc_get_enc_keysize 14BA1 gapc_set_enc_keysize 14BB5 gapc_link_encrypted 14BCF gapc_auth_set
    14BEF gapc_svc_chg_ccc_get 14BFF gapc_svc_chg_ccc_set 14C15 gapc_check_lecb_sec_perm 14C7D gapc_search_lecb_channel
    14CB7 gapc_lecnx_check_tx 14CFF gapc_lecnx_check_rx 14D43 gapc_lecnx_get_field 14DB9 gapc_process_op
    14F33 gapc_param_update_sanity 14F5B gapc_param_cb_con_sanity 15297 gapc_param_update_cmd_handler
    153DD l2cc_pdu_recv_ind_handler_func 15B8B gapc_encrypt_cmd_handler 162ED gapc_lecb_connect_cfm_handler_func
    166BF gapm_init 1671B gapm_init_attr 16747 gapm_get_operation 16759 gapm_get_requester 16771 gapm_reschedule_operation
    16793 gapm_send_complete_evt 167C9 gapm_send_error_evt 167E9 gapm_con_create 1686D gapm_con_enable 16879 gapm_con_cleanup
    168A9 gapm_get_id_from_task 168E9 gapm_get_task_from_id 16925 gapm_is_disc_connection 176C5 gapm_adv_sanity
    177AB gapm_adv_op_sanity 17929 gapm_set_adv_mode 17943 gapm_set_adv_data 17993 gapm_execute_adv_op
    17ACF gapm_scan_op_sanity 17BD7 gapm_set_scan_mode 17BF5 gapm_execute_scan_op 17CAF gapm_connect_op_sanity
    17E17 gapm_basic_hci_cmd_send 17E2B gapm_execute_connect_op 17FE7 gapm_get_role 17FED gapm_get_ad_type_flag
    18013 gapm_add_to_filter 18095 gapm_is_filtered 180FB gapm_update_air_op_state 181C5 gapm_get_irk 181CB gapm_get_bdaddr
    186B1 l2cc_pdu_unpack_func 189B1 l2cc_detect_dest 18A0D l2c_process_sdu_func 18B07 l2c_send_lecb_message_func
    18C01 smpc_check_param_func 19803 gapc_hci_handler 1A437 gapm_hci_handler 1A4C5 smpc_pairing_start
    1A54B smpc_pairing_tk_exch 1A609 smpc_pairing_ltk_exch 1A65D smpc_pairing_csrk_exch 1A6B3 smpc_public_key_exchange_start
    1A6D7 smpc_pairing_rsp 1A7BB smpc_pairing_req_handler 1A7F3 smpc_security_req_send 1A81D smpc_encrypt_start
    1A843 smpc_encrypt_start_handler 1A875 smpc_encrypt_cfm 1A8A1 smpc_sign_command 1A97D smpc_sign_cont
    1AB23 smpc_calc_confirm_cont 1B065 smpc_confirm_gen_rand 1B12B smpc_dhkey_calc_start 1B179 smpc_sec_authentication_start
    1B1A7 smpc_dhkey_calc_ind 1B1E1 smpm_gen_rand_addr 1B1F9 smpm_resolv_addr 1B21B smpm_use_enc_block 1B223 smpm_gen_rand_nb
    1B22B smpm_ecdh_key_create 1B249 ke_init 1B27B ke_flush 1B2BB ke_sleep_check 1B2CD ke_stats_get 1B2E9 ke_event_init
    1B2F5 ke_event_callback_set 1B309 ke_event_set 1B335 ke_event_clear 1B361 ke_event_get 1B387 ke_event_get_all
    1B38D ke_event_flush 1B395 ke_event_schedule 1B3E5 ke_mem_init 1B431 ke_mem_is_empty 1B471 ke_check_malloc 1B501 ke_malloc
    1B5F7 ke_free 1B6D9 ke_is_free 1B6EB ke_get_mem_usage 1B6F7 ke_get_max_mem_usage 1B71D ke_msg_alloc 1B74F ke_msg_send
    1B77B ke_msg_send_basic 1B789 ke_msg_forward 1B793 ke_msg_forward_new_id 1B7A3 ke_msg_free 1B7AB ke_msg_dest_id_get
    1B7B1 ke_msg_src_id_get 1B7B7 ke_msg_in_queue 1B7C9 ke_queue_extract 1B819 ke_queue_insert 1B975 ke_task_init_func
    1B989 ke_task_create 1B9C1 ke_task_delete 1B9ED ke_state_set 1BA51 ke_state_get 1BA6F ke_msg_discard 1BA73 ke_msg_save
    1BA77 ke_task_msg_flush 1BB79 ke_timer_init_func 1BB85 ke_timer_set 1BC19 ke_timer_clear 1BC6F ke_timer_active
    1BC95 ke_timer_sleep_check 1BDBB rwble_hl_reset 1BDDD rwble_hl_send_message 1BDE1 rwip_check_wakeup_boundary
    1BE07 rwip_init 1BECB rwip_reset 1BF03 rwip_version 1BF0B rwip_schedule 1BF1B rwip_sleep 1BFAF rwip_prevent_sleep_set
    1BFD1 rwip_wakeup 1BFE7 rwip_prevent_sleep_clear 1C009 rwip_wakeup_end 1C025 rwip_wakeup_delay_set 1C033 rwip_sleep_enable
    1C039 rwip_ext_wakeup_enable 1C05D rwble_init 1C0C3 rwble_reset 1C0F7 rwble_version 1C121 rwble_send_message
    1C209 __aeabi_uidiv 1C209 __aeabi_uidivmod 1C235 __aeabi_idiv 1C235 __aeabi_idivmod 1C25D rand 1C26F srand
    1C281 __aeabi_memcpy 1C281 __aeabi_memcpy4 1C281 __aeabi_memcpy8 1C2A5 __aeabi_memset 1C2A5 __aeabi_memset4
    1C2A5 __aeabi_memset8 1C2B3 __aeabi_memclr 1C2B3 __aeabi_memclr4 1C2B3 __aeabi_memclr8 1C2B7 _memset$wrapper 1C2C9 memcmp
    1C2E3 __aeabi_uread4 1C2E3 __rt_uread4 1C2E3 _uread4 1C2F7 __aeabi_uwrite4 1C2F7 __rt_uwrite4 1C2F7 _uwrite4
    1C309 __ARM_common_switch8 1C324 uart_api 1C334 co_sca2ppm 1C344 co_null_bdaddr 1C34A co_default_bdaddr
    1C5D0 llc_state_handler 1C6A0 llc_default_handler 1C6D0 llm_local_cmds 1C710 llm_local_le_feats 1C718 llm_local_le_states
    1C8F8 llm_state_handler 1C928 llm_default_handler 1C930 LLM_AA_CT1 1C933 LLM_AA_CT2 1C935 ecc_p256_q 1C955 ecc_p256_a
    1C975 ecc_p256_b 1C995 ecc_p256_G 1C9E8 gtl_default_state 1C9F0 gtl_default_handler 1C9FC hci_cmd_desc_tab_lk_ctrl
    1CA20 hci_cmd_desc_tab_ctrl_bb 1CA98 hci_cmd_desc_tab_info_par 1CAD4 hci_cmd_desc_tab_stat_par 1CAE0 hci_cmd_desc_tab_le
    1CD14 hci_cmd_desc_tab_vs 1CE4C hci_cmd_desc_root_tab 1CE7C hci_evt_desc_tab 1CEC4 hci_evt_le_desc_tab 1CF34 attc_handlers
    1CFA4 atts_handlers 1D024 gattc_default_state 1D104 gattc_default_handler 1D150 gattm_default_state
    1D1A8 gattm_default_handler 1D1C0 l2cc_default_state 1D1D8 l2cc_default_handler 1D1F9 const_Rb 1D209 const_Zero
    1D22C gapc_default_state 1D37C gapc_default_handler 1D400 gapm_default_state 1D4E8 gapm_default_handler
    1D60C smpc_construct_pdu 1D648 smpc_recv_pdu
    """
}
